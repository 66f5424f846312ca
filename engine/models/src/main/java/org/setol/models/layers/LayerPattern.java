package org.setol.models.layers;

import java.util.stream.Stream;

/** One pattern of a {@link LayerFilter}. */
public sealed interface LayerPattern {

    /** Whether it fits the id or one of the names. */
    boolean matches(int layerId, String... names);

    /** As the user wrote it, but for a leading {@code !}. */
    String text();

    /** Layers by number, both ends included. */
    record Ids(int from, int to) implements LayerPattern {
        @Override
        public boolean matches(int layerId, String... names) {
            return layerId >= from && layerId <= to;
        }

        @Override
        public String text() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    /** Layers by name. */
    record Glob(String glob) implements LayerPattern {
        @Override
        public boolean matches(int layerId, String... names) {
            return Stream.of(names).anyMatch(this::fits);
        }

        @Override
        public String text() {
            return glob;
        }

        /** Goes back only to the latest star: quadratic at worst, where a regular expression may be exponential. */
        private boolean fits(String name) {
            int n = 0;
            int g = 0;
            int star = -1;
            int afterStar = 0;
            while (n < name.length()) {
                if (g < glob.length() && glob.charAt(g) == '*') {
                    star = g++;
                    afterStar = n;
                } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                    g++;
                    n++;
                } else if (star >= 0) {
                    g = star + 1;
                    n = ++afterStar;
                } else {
                    return false;
                }
            }
            return glob.substring(g).chars().allMatch(c -> c == '*');
        }
    }
}
