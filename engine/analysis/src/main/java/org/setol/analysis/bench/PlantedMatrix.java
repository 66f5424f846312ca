package org.setol.analysis.bench;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/**
 * A seeded matrix whose largest singular value is known.
 *
 * <p>It is A = (I - u u') G (I - v v') + s u v' with G of normal numbers and unit vectors u, v. So s is a singular value
 * of A, and as it lies outside of what G can reach, the largest. All else is as dense and as ordinary as a matrix can
 * be: a spectrum planted through and through would make methods that deflate look fast.
 *
 * @param source the matrix
 * @param planted s
 */
public record PlantedMatrix(MatrixSource source, double planted) {

    private static final long SEED = 42;

    /** Stored in {@code precision}, in memory of {@code arena}. Cost: O(rows cols), as much again on the heap meanwhile. */
    public static PlantedMatrix of(Arena arena, Shape shape, Precision precision) {
        // G reaches about sqrt(rows) + sqrt(cols).
        double planted = 2 * (Math.sqrt(shape.rows()) + Math.sqrt(shape.cols()));
        Matrix matrix = Matrix.allocate(arena, shape.rows(), shape.cols(), precision);
        fill(matrix, planted);
        StridedView view = StridedView.rowMajor(matrix.segment(), precision.elementType(), shape.rows(), shape.cols());
        return new PlantedMatrix(view, planted);
    }

    private static void fill(Matrix a, double planted) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] u = unit(random, a.rows());
        double[] v = unit(random, a.cols());
        double[][] g = new double[a.rows()][a.cols()];
        for (double[] row : g) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextGaussian();
            }
            addMultiple(row, -dot(row, v), v);
        }
        double[] left = new double[a.cols()];
        for (int i = 0; i < a.rows(); i++) {
            addMultiple(left, u[i], g[i]);
        }
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                a.set(i, j, g[i][j] + u[i] * (planted * v[j] - left[j]));
            }
        }
    }

    private static double[] unit(SplittableRandom random, int n) {
        double[] x = random.doubles(n, -1, 1).toArray();
        double norm = Math.sqrt(dot(x, x));
        for (int k = 0; k < n; k++) {
            x[k] /= norm;
        }
        return x;
    }

    private static void addMultiple(double[] to, double factor, double[] x) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * x[k];
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }
}
