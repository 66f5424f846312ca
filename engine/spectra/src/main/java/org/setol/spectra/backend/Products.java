package org.setol.spectra.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.matrix.Matrix;

/** Sums of products on the heap: of vectors, and of a matrix and a vector row by row, one pass over the matrix. */
final class Products {

    private Products() {}

    /** A x: {@code a.rows()} numbers. */
    static double[] times(Matrix a, double[] x) {
        double[] product = new double[a.rows()];
        double[] row = new double[a.cols()];
        for (int i = 0; i < a.rows(); i++) {
            read(a, i, 1, row);
            product[i] = dot(row, x);
        }
        return product;
    }

    /** A^T x: {@code a.cols()} numbers. */
    static double[] transposedTimes(Matrix a, double[] x) {
        return transposedTimes(a, 1, x);
    }

    /** The Gram matrix on the shorter side of {@code factor} A, times x. */
    static double[] gramTimes(Matrix a, double factor, double[] x) {
        double[] row = new double[a.cols()];
        if (a.rows() <= a.cols()) {
            double[] inner = transposedTimes(a, factor, x);
            double[] product = new double[a.rows()];
            for (int i = 0; i < a.rows(); i++) {
                read(a, i, factor, row);
                product[i] = dot(row, inner);
            }
            return product;
        }
        double[] product = new double[a.cols()];
        for (int i = 0; i < a.rows(); i++) {
            read(a, i, factor, row);
            subtract(-dot(row, x), row, product, 0, product.length);
        }
        return product;
    }

    private static double[] transposedTimes(Matrix a, double factor, double[] x) {
        double[] product = new double[a.cols()];
        double[] row = new double[a.cols()];
        for (int i = 0; i < a.rows(); i++) {
            read(a, i, factor, row);
            subtract(-x[i], row, product, 0, product.length);
        }
        return product;
    }

    private static void read(Matrix a, int i, double factor, double[] row) {
        MemorySegment segment = a.segment();
        long start = (long) i * a.cols();
        switch (a.precision()) {
            case FLOAT32 -> {
                for (int j = 0; j < row.length; j++) {
                    row[j] = segment.getAtIndex(ValueLayout.JAVA_FLOAT, start + j) * factor;
                }
            }
            case FLOAT64 -> {
                for (int j = 0; j < row.length; j++) {
                    row[j] = segment.getAtIndex(ValueLayout.JAVA_DOUBLE, start + j) * factor;
                }
            }
        }
    }

    /** y -= s x. Arrays share one index so that the compiler vectorises the loop. */
    static void subtract(double s, double[] x, double[] y, int from, int to) {
        for (int j = from; j < to; j++) {
            y[j] -= s * x[j];
        }
    }

    private static double dot(double[] x, double[] y) {
        return dot(x, y, 0, x.length);
    }

    /** Sum of products in four interleaved parts: the additions overlap, and errors grow with n / 4. */
    static double dot(double[] x, double[] y, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = from;
        for (; j <= to - 4; j += 4) {
            s0 += x[j] * y[j];
            s1 += x[j + 1] * y[j + 1];
            s2 += x[j + 2] * y[j + 2];
            s3 += x[j + 3] * y[j + 3];
        }
        for (; j < to; j++) {
            s0 += x[j] * y[j];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
