package org.setol.bindings.lapack;

import java.util.SplittableRandom;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.source.StridedView;

/**
 * The kinds of float32 matrices that the bound of a float32 route is measured with, seeded; the last six are made so that rounding
 * errors of float32 sums all go one way.
 */
enum Families {
    GAUSSIAN,
    /** Student's t with three degrees of freedom: single large elements. */
    STUDENT,
    /** A power law of exponent 3 planted over Gaussian elements. */
    PLANTED,
    /** All elements positive: one eigenvalue takes nearly all of the trace. */
    POSITIVE,
    /** A constant with noise of 1 %. */
    CONSTANT_AND_NOISE,
    /** Columns that fall from 1 to 1e-4. */
    GRADED,
    /** Rank 20 and rounding: the zeros are a cluster. */
    LOW_RANK,
    /** Orthonormal columns: all eigenvalues are one cluster. */
    ORTHONORMAL,
    /** Elements of the size of trained weights rounded to bfloat16. */
    BFLOAT16,
    /** One value throughout. */
    CONSTANT,
    /** One value in four of five places, else 0. */
    MASK,
    /** One value with either sign, and one large element before all others. */
    SPIKE_BEFORE_EQUALS,
    /** A column of one value under a large one, beside Gaussian ones. */
    LARGE_EQUAL_COLUMN,
    /** A quarter of the columns of one value, Gaussian ones of about the same largest eigenvalue beside them. */
    EQUAL_BLOCK,
    /** The same, each row of that block with a sign of its own. */
    SIGNED_BLOCK;

    /** A third loses most of what was tried. */
    private static final double LOSING = 1.0 / 3;

    /** Whether products of elements are all alike, in some columns at least. */
    boolean isAlike() {
        return switch (this) {
            case CONSTANT, MASK, SPIKE_BEFORE_EQUALS, LARGE_EQUAL_COLUMN, EQUAL_BLOCK, SIGNED_BLOCK -> true;
            default -> false;
        };
    }

    MatrixSource matrix(int rows, int cols, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] a = new float[rows * cols];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) element(random, (double) (i % cols) / cols);
        }
        switch (this) {
            case PLANTED -> addOuterProducts(a, rows, cols, rows / 10, random);
            case LOW_RANK -> addOuterProducts(a, rows, cols, 20, random);
            case ORTHONORMAL -> orthonormalise(a, rows, cols);
            case SPIKE_BEFORE_EQUALS -> a[0] = 100;
            case LARGE_EQUAL_COLUMN -> a[0] = 10;
            case EQUAL_BLOCK, SIGNED_BLOCK -> plantBlock(a, rows, cols, random);
            default -> {}
        }
        return StridedView.of(a, rows, cols);
    }

    private double element(SplittableRandom random, double place) {
        double normal = random.nextGaussian();
        return switch (this) {
            case GAUSSIAN, PLANTED, ORTHONORMAL, EQUAL_BLOCK, SIGNED_BLOCK -> normal;
            case STUDENT -> normal * Math.sqrt(3 / square(random, 3));
            case POSITIVE -> random.nextDouble();
            case CONSTANT_AND_NOISE -> 1 + 0.01 * normal;
            case GRADED -> normal * Math.pow(1e-4, place);
            case LOW_RANK -> 0;
            case CONSTANT -> 0.013;
            case MASK -> random.nextDouble() < 0.8 ? 0.013 : 0;
            case SPIKE_BEFORE_EQUALS -> random.nextBoolean() ? 0.1 : -0.1;
            case LARGE_EQUAL_COLUMN -> place == 0 ? 0.7 : 0.07 * normal;
            case BFLOAT16 -> Float.intBitsToFloat(Float.floatToIntBits((float) (0.02 * normal)) & 0xffff0000);
        };
    }

    private void plantBlock(float[] a, int rows, int cols, SplittableRandom random) {
        int block = Math.max(2, cols / 4);
        double scale = Math.sqrt(block) * LOSING / (1.1 + Math.sqrt((double) cols / rows));
        for (int i = 0; i < rows; i++) {
            double sign = this == SIGNED_BLOCK && random.nextBoolean() ? -1 : 1;
            for (int j = 0; j < cols; j++) {
                a[i * cols + j] = (float) (j < block ? sign * LOSING : scale * a[i * cols + j]);
            }
        }
    }

    private static double square(SplittableRandom random, int degrees) {
        double sum = 0;
        for (int k = 0; k < degrees; k++) {
            double normal = random.nextGaussian();
            sum += normal * normal;
        }
        return sum;
    }

    private static void addOuterProducts(float[] a, int rows, int cols, int rank, SplittableRandom random) {
        for (int k = 0; k < rank; k++) {
            double strength = Math.pow((k + 0.5) / rank, -0.25);
            double[] left = random.doubles(rows, -1, 1).toArray();
            double[] right = random.doubles(cols, -1, 1).toArray();
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    a[i * cols + j] += (float) (strength * left[i] * right[j]);
                }
            }
        }
    }

    /** Columns by Gram and Schmidt, twice, in float64, then rounded. */
    private static void orthonormalise(float[] a, int rows, int cols) {
        double[][] q = new double[cols][rows];
        for (int j = 0; j < cols; j++) {
            for (int i = 0; i < rows; i++) {
                q[j][i] = a[i * cols + j];
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    subtract(q[j], q[k], dot(q[j], q[k]));
                }
            }
            double length = Math.sqrt(dot(q[j], q[j]));
            for (int i = 0; i < rows; i++) {
                q[j][i] /= length;
                a[i * cols + j] = (float) q[j][i];
            }
        }
    }

    private static void subtract(double[] x, double[] unit, double part) {
        for (int i = 0; i < x.length; i++) {
            x[i] -= part * unit[i];
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
