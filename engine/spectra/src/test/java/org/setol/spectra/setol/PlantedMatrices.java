package org.setol.spectra.setol;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.setol.spectra.Spectrum;

/** Matrices whose phase is known, and their eigenvalues. */
final class PlantedMatrices {

    private PlantedMatrices() {}

    /** Independent elements. */
    static double[] elements(int rows, int cols, long seed, ToDoubleFunction<SplittableRandom> draw) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] matrix = new double[rows * cols];
        Arrays.setAll(matrix, k -> draw.applyAsDouble(random));
        return matrix;
    }

    /** P(|x| &gt; t) = t^-mu for t &ge; 1, both signs. */
    static double pareto(SplittableRandom random, double mu) {
        double size = Math.pow(1 - random.nextDouble(), -1 / mu);
        return random.nextBoolean() ? size : -size;
    }

    /** Student's t of {@code degrees} degrees of freedom. */
    static double student(SplittableRandom random, int degrees) {
        double squares = 0;
        for (int k = 0; k < degrees; k++) {
            double x = random.nextGaussian();
            squares += x * x;
        }
        return random.nextGaussian() / Math.sqrt(squares / degrees);
    }

    /** Adds products of random vectors, the k-th of size strengths[k] times the largest singular value of noise. */
    static void addSpikes(double[] matrix, int rows, int cols, long seed, double... strengths) {
        SplittableRandom random = new SplittableRandom(seed);
        double edge = Math.sqrt(rows) + Math.sqrt(cols);
        for (double strength : strengths) {
            double[] left = unit(random, rows);
            double[] right = unit(random, cols);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    matrix[i * cols + j] += strength * edge * left[i] * right[j];
                }
            }
        }
    }

    private static double[] unit(SplittableRandom random, int length) {
        double[] vector = random.doubles(length).map(u -> random.nextGaussian()).toArray();
        double norm = Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
        return Arrays.stream(vector).map(v -> v / norm).toArray();
    }

    static double[] eigenvalues(double[] matrix, int rows, int cols) {
        return Spectrum.of(matrix, rows, cols).eigenvalues();
    }
}
