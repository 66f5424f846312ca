package org.setol.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to compare, and how long.
 *
 * @param names of benchmarks, or parts of them; one that is part of all when the user gave none
 * @param rounds forks of each side; as many again where they differ
 * @param threshold by how much slower is too much: 0.05 for 5 %
 * @param jmh options of JMH for every fork
 */
record GuardRequest(List<String> names, int rounds, double threshold, List<String> jmh) {

    private static final int ROUNDS = 5;
    private static final double THRESHOLD = 0.05;

    /** Of two pairs Student's interval is so wide (64 standard errors) that it says nothing. */
    private static final int FEWEST = 3;

    /** A vector kernel takes seconds to be compiled; after that forks vary more than iterations. */
    private static final List<String> JMH = List.of("-wi", "3", "-w", "1s", "-i", "3", "-r", "500ms");

    GuardRequest {
        names = names.isEmpty() ? List.of("") : List.copyOf(names);
        jmh = jmh.isEmpty() ? JMH : List.copyOf(jmh);
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static GuardRequest parse(List<String> words) {
        int divider = words.indexOf("--");
        List<String> jmh = divider < 0 ? List.of() : words.subList(divider + 1, words.size());
        List<String> names = new ArrayList<>(divider < 0 ? words : words.subList(0, divider));
        int rounds = ROUNDS;
        double threshold = THRESHOLD;
        while (!names.isEmpty() && names.getFirst().startsWith("-")) {
            String option = names.removeFirst();
            String value = names.isEmpty() ? "" : names.removeFirst();
            switch (option) {
                case "--rounds" -> rounds = (int) number(option, value, FEWEST);
                case "--threshold" -> threshold = number(option, value, 0) / 100;
                default -> throw new IllegalArgumentException("no such option: " + option);
            }
        }
        return new GuardRequest(names, rounds, threshold, jmh);
    }

    /** The same for one choice of the benchmark's parameters, in place of those that the options name. */
    GuardRequest narrowedTo(Map<String, String> params) {
        List<String> options = new ArrayList<>();
        for (int k = 0; k < jmh.size(); k++) {
            if (jmh.get(k).equals("-p")) {
                k++; // and its value
            } else {
                options.add(jmh.get(k));
            }
        }
        params.forEach((name, value) -> options.addAll(List.of("-p", name + "=" + value)));
        return new GuardRequest(names, rounds, threshold, options);
    }

    private static double number(String option, String value, int least) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number < Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with what was expected.
        }
        throw new IllegalArgumentException(option + ": '" + value + "' is not a number of at least " + least);
    }
}
