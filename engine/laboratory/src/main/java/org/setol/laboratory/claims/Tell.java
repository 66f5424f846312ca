package org.setol.laboratory.claims;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Sample;

/** Numbers as evidence: {@code 8x 1.78(4)% 16x 1.58(4)%}, the standard deviation over seeds in brackets. */
final class Tell {

    private Tell() {}

    static String percent(Sample sample) {
        return with(new Sample(100 * sample.mean(), 100 * sample.deviation(), sample.count()), 2) + "%";
    }

    /** To so many decimals. */
    static String with(Sample sample, int decimals) {
        String mean = decimal(sample.mean(), decimals);
        return sample.count() < 2 ? mean : mean + "±" + decimal(sample.deviation(), decimals);
    }

    static String decimal(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** {@code 16x}. */
    static String strength(double strength) {
        return (strength == Math.rint(strength) ? Long.toString((long) strength) : Double.toString(strength)) + "x";
    }

    /** A number at several strengths. */
    static String percents(Experiment experiment, String name, double... strengths) {
        return DoubleStream.of(strengths)
                .filter(experiment::has)
                .mapToObj(s -> strength(s) + " " + percent(experiment.at(s, name)))
                .collect(Collectors.joining(", "));
    }

    /** The same, not as a share. */
    static String numbers(Experiment experiment, String name, int decimals, double... strengths) {
        return DoubleStream.of(strengths)
                .filter(experiment::has)
                .mapToObj(s -> strength(s) + " " + with(experiment.at(s, name), decimals))
                .collect(Collectors.joining(", "));
    }
}
