package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Projections onto the leading left singular vectors of a layer's weights: U_k U_k'. The vectors are found once and serve
 * for every k.
 */
public final class Projections {

    private final double[][] vectors;

    private Projections(double[][] vectors) {
        this.vectors = vectors;
    }

    /** Of a layer; n^3 for n outputs. */
    public static Projections of(Dense layer) {
        Matrix weights = layer.weights();
        int n = weights.rows();
        float[] rows = new float[Math.toIntExact(weights.size())];
        MemorySegment.copy(weights.segment(), ValueLayout.JAVA_FLOAT, 0, rows, 0, rows.length);
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(rows, i * weights.cols(), j * weights.cols(), weights.cols());
                gram[j][i] = gram[i][j];
            }
        }
        return new Projections(SymmetricEigen.descending(gram));
    }

    private static double dot(float[] x, int a, int b, int count) {
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 1 < count; k += 2) {
            even += (double) x[a + k] * x[b + k];
            odd += (double) x[a + k + 1] * x[b + k + 1];
        }
        return even + odd + (k < count ? (double) x[a + k] * x[b + k] : 0);
    }

    /** Onto the {@code count} leading vectors, as a float32 matrix. */
    public Matrix leading(int count, Arena arena) {
        int n = vectors.length;
        double[][] sums = new double[n][n];
        for (int k = 0; k < count; k++) {
            double[] vector = vectors[k];
            for (int i = 0; i < n; i++) {
                double factor = vector[i];
                double[] row = sums[i];
                for (int j = 0; j < n; j++) {
                    row[j] += factor * vector[j];
                }
            }
        }
        Matrix projection = Matrix.allocate(arena, n, n, Precision.FLOAT32);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                projection.set(i, j, sums[i][j]);
            }
        }
        return projection;
    }
}
