package org.setol.laboratory.results;

import java.util.Arrays;
import java.util.Collection;

/**
 * Mean and spread of one number over seeds.
 *
 * @param mean NaN when there is none
 * @param deviation sample standard deviation, the paper's error bar; 0 for a single one
 * @param count how many were numbers
 */
public record Sample(double mean, double deviation, int count) {

    /** Of those that are numbers. */
    public static Sample of(Collection<Double> values) {
        double[] numbers = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        double deviation = numbers.length < 2 ? 0 : Math.sqrt(squares / (numbers.length - 1));
        return new Sample(mean, deviation, numbers.length);
    }
}
