package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;

/**
 * A float64 Gram matrix of float32 weights at the speed of {@code ssyrk}: products of {@link #TERMS} rows are added up in float32, their
 * sums in float64. What is lost is that of so many terms, not of all, and most of it cancels: see
 * {@link org.setol.spectra.backend.Uncertainty#ofLongGram}.
 */
final class LongGram {

    /**
     * Longer side over shorter from which it is used: its reduction, in float64, takes twice as long as in float32, which a longer product makes
     * little of (benchmarks/NOTES.md, entry 41).
     */
    static final int LEAST_ASPECT = 8;

    /** Rows that are added up in float32. From 512 to 4096 errors are the same, and the more the less is spent on float64 (ibid.). */
    private static final int TERMS = 4096;

    private final int n;
    private final MemorySegment part;
    private final MemorySegment sum;
    private final SingleRoutines routines = new SingleRoutines();
    private int terms;

    /**
     * @param workspace where memory for the float32 sums is taken
     * @param sum float64, zeros, lower triangle column by column
     */
    LongGram(int n, Workspace workspace, MemorySegment sum) {
        this.n = n;
        this.part = workspace.arena().allocate(bytes(n), 64);
        this.sum = sum;
    }

    static long bytes(long n) {
        return n * n * Float.BYTES;
    }

    /** Whether the Gram matrix of such a request is added up in this way. */
    static boolean suits(SpectrumRequest request) {
        long longer = Math.max(request.rows(), request.cols());
        return LapackGramSum.isBounded(request) && longer >= (long) LEAST_ASPECT * request.rank();
    }

    /**
     * Adds that of a panel.
     *
     * @param panel float32
     * @param tall whether its columns are the shorter side
     */
    void add(Matrix panel, boolean tall) {
        int k = tall ? panel.rows() : panel.cols();
        routines.syrk(!tall, n, k, panel.segment(), panel.cols(), terms == 0 ? 0 : 1, part);
        terms += k;
        if (terms >= TERMS) {
            flush();
        }
    }

    /** Adds what is in float32 still; afterwards the sum is complete. */
    void flush() {
        if (terms == 0) {
            return;
        }
        float[] column = new float[n];
        double[] total = new double[n];
        for (int j = 0; j < n; j++) {
            long from = j * (n + 1L);
            int count = n - j;
            MemorySegment.copy(part, ValueLayout.JAVA_FLOAT, from * Float.BYTES, column, 0, count);
            MemorySegment.copy(sum, ValueLayout.JAVA_DOUBLE, from * Double.BYTES, total, 0, count);
            add(column, total, count);
            MemorySegment.copy(total, 0, sum, ValueLayout.JAVA_DOUBLE, from * Double.BYTES, count);
        }
        terms = 0;
    }

    private static void add(float[] column, double[] total, int count) {
        for (int i = 0; i < count; i++) {
            total[i] += column[i];
        }
    }
}
