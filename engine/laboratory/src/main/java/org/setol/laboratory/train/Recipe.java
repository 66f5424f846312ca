package org.setol.laboratory.train;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one network is trained (section 6, A.5).
 *
 * @param rate learning rate, constant
 * @param batch examples per step
 * @param trained which layers move
 * @param seed of the first weights and of the order of the examples
 */
public record Recipe(double rate, int batch, Trained trained, long seed) {

    /** Keras's and the paper's rate, of which others are multiples. */
    public static final double BASE_RATE = 0.01;

    private static final Pattern NAME = Pattern.compile("lr([0-9.E-]+)-bs(\\d{1,9})-(all|fc1|fc2)-seed(-?\\d{1,18})");

    /** Which layers move. */
    public enum Trained {
        ALL,
        FC1,
        FC2;

        /** Their names. */
        public Set<String> layers() {
            return this == ALL ? Set.of("fc1", "fc2", "out") : Set.of(label());
        }

        /** {@code all}, {@code fc1}, {@code fc2}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Recipe {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("the learning rate must be positive, not " + rate);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, not " + batch);
        }
    }

    /** Rate in units of {@link #BASE_RATE}, rounded where it is a whole multiple but for float noise. */
    public double multiple() {
        double multiple = rate / BASE_RATE;
        double whole = Math.rint(multiple);
        return Math.abs(multiple - whole) < 1e-9 ? whole : multiple;
    }

    /** {@code lr0.32-bs32-all-seed1}: names the run and its folder. */
    public String name() {
        return "lr" + rate + "-bs" + batch + "-" + trained.label() + "-seed" + seed;
    }

    /** The recipe of that {@link #name}, or nothing when it is none. */
    public static Optional<Recipe> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Recipe(
                    Double.parseDouble(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Trained.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
                    Long.parseLong(matcher.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
