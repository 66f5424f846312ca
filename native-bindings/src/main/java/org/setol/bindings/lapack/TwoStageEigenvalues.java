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
 * band that fits the cache; the tridiagonal matrix as in {@link SytrdEigenvalues}. {@code sytrd} runs half of its operations
 * at the speed of memory instead. A matrix of low rank is done where its rank ends.
 */
final class TwoStageEigenvalues implements GramEigenvalues {

    /**
     * From this side on it is the faster one, and saves more than C2 needs to compile the kernels in a fresh process, about half a
     * second: at 3072 0.75 of the time on one thread and as long on two, at 2048 as long on one and 1.1 to 1.25 on two
     * (benchmarks/NOTES.md, entry 25).
     */
    static final int LEAST_SIDE = 3072;

    /** Columns of a panel, and of the band. Wider panels multiply faster, wider bands are chased slower: entry 14. */
    static final int WIDTH = 64;

    private final int threads;

    TwoStageEigenvalues(int threads) {
        this.threads = threads;
    }

    /** Whether it is the faster route here for a matrix of this side. */
    static boolean pays(int n) {
        return n >= LEAST_SIDE && ChaseKernels.vectorised();
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
        int order = new BandReduction(n, WIDTH, gram, workspace).run();
        Outcome outcome = ofBand(n, order, gram, workspace);
        return outcome instanceof Found found && order < n
                ? new Found(withZeros(found.ascending(), n - order), found.route())
                : outcome;
    }

    /** The zeros of a matrix of lower rank, in their place among the others. */
    private static double[] withZeros(double[] ascending, int zeros) {
        double[] all = Arrays.copyOf(ascending, ascending.length + zeros);
        Arrays.sort(all);
        return all;
    }

    /** Of the first {@code order} rows and columns of a band matrix that lies in an n x n one. */
    private Outcome ofBand(int n, int order, MemorySegment gram, Workspace workspace) {
        return switch (workspace.precision()) {
            case FLOAT32 ->
                chased(n, order, gram, workspace, ChaseKernels.floats(), ValueLayout.JAVA_FLOAT, (band, i) -> band[i]);
            case FLOAT64 ->
                chased(
                        n,
                        order,
                        gram,
                        workspace,
                        ChaseKernels.doubles(),
                        ValueLayout.JAVA_DOUBLE,
                        (band, i) -> band[i]);
        };
    }

    /** An element of an array of either type. */
    @FunctionalInterface
    private interface Element<A> {
        double of(A array, int index);
    }

    private <A> Outcome chased(
            int n,
            int order,
            MemorySegment gram,
            Workspace workspace,
            ChaseKernel<A> kernel,
            ValueLayout number,
            Element<A> element) {
        BandLayout layout = new BandLayout(order, WIDTH, kernel.padding());
        A band = kernel.array(layout.length());
        for (int column = 0; column < order; column++) {
            int count = Math.min(WIDTH + 1, order - column);
            long from = column * (n + 1L) * number.byteSize();
            MemorySegment.copy(gram, number, from, band, layout.at(column, column), count);
        }
        BulgeChase.run(kernel, layout, band, threads);
        double[] diagonal = new double[order];
        double[] beside = new double[order - 1];
        Arrays.setAll(diagonal, i -> element.of(band, layout.at(i, i)));
        Arrays.setAll(beside, i -> element.of(band, layout.at(i + 1, i)));
        return SytrdEigenvalues.tridiagonal(
                diagonal, beside, threads, workspace, order < n ? "band+stop+chase" : "band+chase");
    }
}
