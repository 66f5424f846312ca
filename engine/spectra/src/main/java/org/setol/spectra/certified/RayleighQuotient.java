package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * theta = |A v|^2 of a unit vector on the shorter side, and how far it is from an eigenvalue of the Gram matrix G on that side:
 * the residual |G v - theta v|. In float64 from float32 weights, in one pass over them, a panel at a time. 4 N n operations.
 *
 * @param value theta
 * @param residual an eigenvalue of G lies within it; and the smallest one within residual^2 / (lambda_2 - theta) below theta
 *     when it is below the second smallest (Kato 1949 and Temple 1928; Parlett 1998, The Symmetric Eigenvalue Problem, 10.3)
 */
record RayleighQuotient(double value, double residual) {

    /** Most bytes held, pages of the weights that are being read among them. */
    static long bytes(MatrixSource source) {
        LongPanels panels = new LongPanels(source, Precision.FLOAT32);
        return panels.bytes() + 8L * (panels.shorter() + panels.length()) * Double.BYTES;
    }

    /**
     * Of weights that float32 holds.
     *
     * @param direction a unit vector of length min(rows, cols)
     */
    static RayleighQuotient of(MatrixSource source, double[] direction) {
        double[] product = new double[direction.length];
        try (Arena arena = Arena.ofConfined()) {
            LongPanels panels = new LongPanels(source, Precision.FLOAT32);
            panels.forEach(arena, panel -> add(panel, panels.isTall(), direction, product));
        }
        double value = Kernels.dot(direction, product, product.length);
        for (int i = 0; i < product.length; i++) {
            product[i] -= value * direction[i];
        }
        return new RayleighQuotient(value, Math.sqrt(Kernels.dot(product, product, product.length)));
    }

    /** Adds P' P v of a panel of rows, or P P' v of one of columns. */
    private static void add(Matrix panel, boolean tall, double[] direction, double[] product) {
        int cols = panel.cols();
        float[] floats = new float[cols];
        double[] row = new double[cols];
        double[] image = new double[cols];
        for (int i = 0; i < panel.rows(); i++) {
            read(panel, i, floats, row);
            if (tall) {
                add(Kernels.dot(row, direction, cols), row, product);
            } else {
                add(direction[i], row, image);
            }
        }
        for (int i = 0; !tall && i < panel.rows(); i++) {
            read(panel, i, floats, row);
            product[i] += Kernels.dot(row, image, cols);
        }
    }

    private static void read(Matrix panel, int i, float[] floats, double[] row) {
        MemorySegment.copy(
                panel.segment(), ValueLayout.JAVA_FLOAT, (long) i * row.length * Float.BYTES, floats, 0, row.length);
        for (int j = 0; j < row.length; j++) {
            row[j] = floats[j];
        }
    }

    private static void add(double factor, double[] x, double[] sum) {
        for (int j = 0; j < x.length; j++) {
            sum[j] += factor * x[j];
        }
    }
}
