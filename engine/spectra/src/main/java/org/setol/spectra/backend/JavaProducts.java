package org.setol.spectra.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Products in plain Java, where there is no native library: rows of b added to rows of c, a loop that compilers turn into
 * vectors. Factors are copied to the heap, the transposed ones turned on the way.
 */
public final class JavaProducts implements MatrixProducts {

    @Override
    public String name() {
        return "java";
    }

    @Override
    public BackendStatus status() {
        Runtime.Version version = Runtime.version();
        return new BackendStatus.Available("JDK", version.toString(), System.getProperty("os.arch", "unknown"), 1);
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public void multiply(double alpha, Factor a, Factor b, double beta, Matrix c) {
        MatrixProducts.requireShapes(a, b, c);
        if (c.precision() == Precision.FLOAT32) {
            inFloats((float) alpha, a, b, (float) beta, c);
        } else {
            inDoubles(alpha, a, b, beta, c);
        }
    }

    private static void inFloats(float alpha, Factor a, Factor b, float beta, Matrix c) {
        float[] left = floats(a);
        float[] right = floats(b);
        int inner = a.cols();
        int cols = c.cols();
        float[] row = new float[cols];
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(row, 0);
            for (int k = 0; k < inner; k++) {
                addMultiple(left[i * inner + k], right, k * cols, row);
            }
            store(alpha, row, beta, c, i);
        }
    }

    private static void addMultiple(float factor, float[] from, int at, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * from[at + j];
        }
    }

    private static void store(float alpha, float[] row, float beta, Matrix c, int i) {
        long start = (long) i * c.cols();
        for (int j = 0; j < row.length; j++) {
            float old = beta == 0 ? 0 : beta * c.segment().getAtIndex(ValueLayout.JAVA_FLOAT, start + j);
            c.segment().setAtIndex(ValueLayout.JAVA_FLOAT, start + j, alpha * row[j] + old);
        }
    }

    /** Row-major, as the factor is meant. */
    private static float[] floats(Factor factor) {
        Matrix matrix = factor.matrix();
        float[] stored = new float[Math.toIntExact(matrix.size())];
        MemorySegment.copy(matrix.segment(), ValueLayout.JAVA_FLOAT, 0, stored, 0, stored.length);
        if (!factor.transposed()) {
            return stored;
        }
        float[] turned = new float[stored.length];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                turned[j * matrix.rows() + i] = stored[i * matrix.cols() + j];
            }
        }
        return turned;
    }

    private static void inDoubles(double alpha, Factor a, Factor b, double beta, Matrix c) {
        double[] left = doubles(a);
        double[] right = doubles(b);
        int inner = a.cols();
        int cols = c.cols();
        double[] row = new double[cols];
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(row, 0);
            for (int k = 0; k < inner; k++) {
                addMultiple(left[i * inner + k], right, k * cols, row);
            }
            store(alpha, row, beta, c, i);
        }
    }

    private static void addMultiple(double factor, double[] from, int at, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * from[at + j];
        }
    }

    private static void store(double alpha, double[] row, double beta, Matrix c, int i) {
        long start = (long) i * c.cols();
        for (int j = 0; j < row.length; j++) {
            double old = beta == 0 ? 0 : beta * c.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, start + j);
            c.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, start + j, alpha * row[j] + old);
        }
    }

    private static double[] doubles(Factor factor) {
        Matrix matrix = factor.matrix();
        double[] stored = new double[Math.toIntExact(matrix.size())];
        MemorySegment.copy(matrix.segment(), ValueLayout.JAVA_DOUBLE, 0, stored, 0, stored.length);
        if (!factor.transposed()) {
            return stored;
        }
        double[] turned = new double[stored.length];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                turned[j * matrix.rows() + i] = stored[i * matrix.cols() + j];
            }
        }
        return turned;
    }
}
