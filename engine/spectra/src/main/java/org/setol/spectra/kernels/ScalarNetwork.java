package org.setol.spectra.kernels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** One element at a time. */
final class ScalarNetwork implements NetworkKernel {

    @Override
    public void biasRelu(MemorySegment z, int rows, int cols, MemorySegment bias) {
        for (int i = 0; i < rows; i++) {
            biasReluOfRow(z, (long) i * cols, 0, cols, bias);
        }
    }

    /** Columns [from, to) of the row that starts at element {@code start}. */
    static void biasReluOfRow(MemorySegment z, long start, int from, int to, MemorySegment bias) {
        for (int j = from; j < to; j++) {
            float sum = z.getAtIndex(JAVA_FLOAT, start + j) + bias.getAtIndex(JAVA_FLOAT, j);
            z.setAtIndex(JAVA_FLOAT, start + j, Math.max(0f, sum));
        }
    }

    @Override
    public void reluGradient(MemorySegment activation, MemorySegment gradient, long count) {
        reluGradient(activation, gradient, 0, count);
    }

    static void reluGradient(MemorySegment activation, MemorySegment gradient, long from, long to) {
        for (long k = from; k < to; k++) {
            if (!(activation.getAtIndex(JAVA_FLOAT, k) > 0)) {
                gradient.setAtIndex(JAVA_FLOAT, k, 0);
            }
        }
    }

    @Override
    public void addColumnSums(float factor, MemorySegment a, int rows, int cols, MemorySegment out) {
        addColumnSums(factor, a, rows, cols, 0, out);
    }

    /** Of the columns from {@code first} on. */
    static void addColumnSums(float factor, MemorySegment a, int rows, int cols, int first, MemorySegment out) {
        for (int j = first; j < cols; j++) {
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += a.getAtIndex(JAVA_FLOAT, (long) i * cols + j);
            }
            out.setAtIndex(JAVA_FLOAT, j, Math.fma(factor, sum, out.getAtIndex(JAVA_FLOAT, j)));
        }
    }
}
