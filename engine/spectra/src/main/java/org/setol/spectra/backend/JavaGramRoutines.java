package org.setol.spectra.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;

/**
 * The routines on the JDK alone, one thread, inner products by {@link Kernels#dot}. Rows are copied to the heap and back;
 * the factorisation is row by row (Cholesky and Banachiewicz), so that all its inner products run along rows.
 */
public final class JavaGramRoutines implements GramRoutines {

    @Override
    public String name() {
        return BackendNames.JAVA;
    }

    @Override
    public BackendStatus status() {
        return new BackendStatus.Available(
                "setol", Runtime.version().toString(), System.getProperty("os.arch", "?"), 1);
    }

    @Override
    public void gram(Matrix a, Matrix gram, int threads) {
        double[][] vectors = a.rows() <= a.cols() ? rows(a) : columns(a);
        for (int i = 0; i < vectors.length; i++) {
            double[] row = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                row[j] = Kernels.dot(vectors[i], vectors[j], vectors[i].length);
            }
            write(row, gram, i);
        }
    }

    @Override
    public boolean factor(Matrix symmetric, int threads) {
        int n = symmetric.rows();
        double[][] factor = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] row = read(symmetric, i, i + 1);
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - Kernels.dot(row, factor[j], j)) / factor[j][j];
            }
            double pivot = row[i] - Kernels.dot(row, row, i);
            if (!(pivot > 0)) {
                return false;
            }
            row[i] = Math.sqrt(pivot);
            factor[i] = row;
            write(row, symmetric, i);
        }
        return true;
    }

    @Override
    public void solve(Matrix factor, Matrix x, int threads) {
        int n = factor.rows();
        double[] solution = read(x, 0, n);
        for (int i = 0; i < n; i++) {
            double[] row = read(factor, i, i + 1);
            solution[i] = (solution[i] - Kernels.dot(row, solution, i)) / row[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double[] row = read(factor, i, i + 1);
            double value = solution[i] / row[i];
            solution[i] = value;
            for (int j = 0; j < i; j++) {
                solution[j] -= value * row[j];
            }
        }
        write(solution, x, 0);
    }

    @Override
    public void multiply(Matrix symmetric, Matrix x, Matrix y, int threads) {
        int n = symmetric.rows();
        double[] vector = read(x, 0, n);
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            double[] row = read(symmetric, i, i + 1);
            product[i] += Kernels.dot(row, vector, i + 1);
            double value = vector[i];
            for (int j = 0; j < i; j++) {
                product[j] += value * row[j];
            }
        }
        write(product, y, 0);
    }

    private static double[][] rows(Matrix a) {
        double[][] rows = new double[a.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = read(a, i, a.cols());
        }
        return rows;
    }

    private static double[][] columns(Matrix a) {
        double[][] columns = new double[a.cols()][a.rows()];
        for (int i = 0; i < a.rows(); i++) {
            double[] row = read(a, i, a.cols());
            for (int j = 0; j < row.length; j++) {
                columns[j][i] = row[j];
            }
        }
        return columns;
    }

    /** The first so many elements of a row. */
    private static double[] read(Matrix a, int row, int count) {
        double[] values = new double[count];
        long from = (long) row * a.cols() * Double.BYTES;
        MemorySegment.copy(a.segment(), ValueLayout.JAVA_DOUBLE, from, values, 0, count);
        return values;
    }

    private static void write(double[] values, Matrix a, int row) {
        long to = (long) row * a.cols() * Double.BYTES;
        MemorySegment.copy(values, 0, a.segment(), ValueLayout.JAVA_DOUBLE, to, values.length);
    }
}
