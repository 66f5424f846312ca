package org.setol.spectra.backend;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Dense matrices as double[][], with known singular values where the name says so. */
public final class TestMatrices {

    /** Reflectors per side; three full ones already leave no element of a diagonal matrix at zero. */
    private static final int REFLECTORS = 3;

    private TestMatrices() {}

    /** An element by its position. */
    @FunctionalInterface
    public interface Element {
        double at(int i, int j);
    }

    public static double[][] filled(int rows, int cols, Element element) {
        double[][] a = new double[rows][cols];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                a[i][j] = element.at(i, j);
            }
        }
        return a;
    }

    /** Independent normal elements of variance 1. */
    public static double[][] random(int rows, int cols, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return filled(rows, cols, (i, j) -> random.nextGaussian());
    }

    /** Q1 diag(values) Q2 with Q1, Q2 products of random Householder reflectors: the values are the singular values. */
    public static double[][] planted(int rows, int cols, double[] values, long seed) {
        double[][] a = filled(rows, cols, (i, j) -> i == j ? values[i] : 0);
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < REFLECTORS; k++) {
            reflect(a, random);
            a = transpose(a);
            reflect(a, random);
            a = transpose(a);
        }
        return a;
    }

    /** A - 2 v v^T A / (v^T v). */
    private static void reflect(double[][] a, SplittableRandom random) {
        double[] v = random.doubles(a.length, -1, 1).toArray();
        double square = Arrays.stream(v).map(x -> x * x).sum();
        for (int j = 0; j < a[0].length; j++) {
            double dot = 0;
            for (int i = 0; i < v.length; i++) {
                dot += v[i] * a[i][j];
            }
            for (int i = 0; i < v.length; i++) {
                a[i][j] -= 2 * dot / square * v[i];
            }
        }
    }

    public static double[][] transpose(double[][] a) {
        return filled(a[0].length, a.length, (i, j) -> a[j][i]);
    }

    public static double[][] times(double factor, double[][] a) {
        return filled(a.length, a[0].length, (i, j) -> factor * a[i][j]);
    }
}
