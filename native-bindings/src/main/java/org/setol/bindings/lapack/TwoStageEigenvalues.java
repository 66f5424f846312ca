package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.band.BandLayout;
import org.setol.spectra.band.BulgeChase;
import org.setol.spectra.kernels.ChaseKernel;
import org.setol.spectra.kernels.ChaseKernels;
import org.setol.spectra.matrix.Precision;

/**
 * Reduction in two stages: {@link BandReduction} at nearly the speed of matrix multiplication, {@link BulgeChase} on a
 * band that fits the cache; then {@code dsterf} as in {@link SytrdEigenvalues}. {@code sytrd} runs half of its operations
 * at the speed of memory instead.
 */
final class TwoStageEigenvalues implements GramEigenvalues {

    /**
     * From these sides on it saves more than C2 needs to compile the kernels in a fresh process, about half a second
     * (benchmarks/NOTES.md, entry 10).
     */
    static final int LEAST_SIDE_FLOAT32 = 3072;

    static final int LEAST_SIDE_FLOAT64 = 2048;

    /** Columns of a panel, and of the band. Wider panels multiply faster, wider bands are chased slower: entry 10. */
    static final int WIDTH = 64;

    private final int threads;

    TwoStageEigenvalues(int threads) {
        this.threads = threads;
    }

    /** Whether it is the faster route here for a matrix of this side. */
    static boolean pays(int n, Precision precision) {
        int least = precision == Precision.FLOAT32 ? LEAST_SIDE_FLOAT32 : LEAST_SIDE_FLOAT64;
        return n >= least && ChaseKernels.vectorised();
    }

    @Override
    public long workspaceBytes(int n, Precision precision) {
        long band = (n + 3L * WIDTH) * (2L * WIDTH + BandLayout.MULTIPLE);
        return (BandReduction.workspaceNumbers(n, WIDTH) + band + 2L * n) * precision.bytes()
                + 2L * n * Double.BYTES
                + 128;
    }

    @Override
    public Outcome of(int n, MemorySegment gram, Workspace workspace) {
        new BandReduction(n, WIDTH, gram, workspace).run();
        return switch (workspace.precision()) {
            case FLOAT32 -> inFloats(n, gram, workspace);
            case FLOAT64 -> inDoubles(n, gram, workspace);
        };
    }

    private Outcome inFloats(int n, MemorySegment gram, Workspace workspace) {
        ChaseKernel<float[]> kernel = ChaseKernels.floats();
        BandLayout layout = new BandLayout(n, WIDTH, kernel.padding());
        float[] band = kernel.array(layout.length());
        for (int column = 0; column < n; column++) {
            int count = Math.min(WIDTH + 1, n - column);
            long from = column * (n + 1L) * Float.BYTES;
            MemorySegment.copy(gram, ValueLayout.JAVA_FLOAT, from, band, layout.at(column, column), count);
        }
        BulgeChase.run(kernel, layout, band, threads);
        double[] diagonal = new double[n];
        double[] beside = new double[n - 1];
        Arrays.setAll(diagonal, i -> band[layout.at(i, i)]);
        Arrays.setAll(beside, i -> band[layout.at(i + 1, i)]);
        return SytrdEigenvalues.tridiagonal(diagonal, beside, workspace, "band+chase");
    }

    private Outcome inDoubles(int n, MemorySegment gram, Workspace workspace) {
        ChaseKernel<double[]> kernel = ChaseKernels.doubles();
        BandLayout layout = new BandLayout(n, WIDTH, kernel.padding());
        double[] band = kernel.array(layout.length());
        for (int column = 0; column < n; column++) {
            int count = Math.min(WIDTH + 1, n - column);
            long from = column * (n + 1L) * Double.BYTES;
            MemorySegment.copy(gram, ValueLayout.JAVA_DOUBLE, from, band, layout.at(column, column), count);
        }
        BulgeChase.run(kernel, layout, band, threads);
        double[] diagonal = new double[n];
        double[] beside = new double[n - 1];
        Arrays.setAll(diagonal, i -> band[layout.at(i, i)]);
        Arrays.setAll(beside, i -> band[layout.at(i + 1, i)]);
        return SytrdEigenvalues.tridiagonal(diagonal, beside, workspace, "band+chase");
    }
}
