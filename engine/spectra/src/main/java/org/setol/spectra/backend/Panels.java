package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.setol.spectra.matrix.BlockSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/**
 * A matrix decomposed in panels across its longer side: each is read, widened, scanned and added to the Gram matrix,
 * so that memory holds one panel and the Gram matrix whatever the length. Panels have a fixed length, so
 * that results do not depend on how much memory there is.
 *
 * @param blocks where panels are read from
 * @param source what they belong to
 * @param backend what decomposes
 * @param request what is asked of it
 * @param length rows or columns of a panel, the last one's excepted
 */
record Panels(BlockSource blocks, MatrixSource source, PanelBackend backend, SpectrumRequest request, int length) {

    /**
     * Rows or columns of a panel. {@code syrk} by panels of 256 to 4096 took 0.82 to 1.00 times as long as of the whole
     * matrix, 512 about the least (benchmarks/NOTES.md, entry 10): widening a panel stays near the caches.
     */
    static final int LENGTH = 512;

    /** Present when backend and source can, and the matrix has more than one panel. */
    static Optional<Panels> of(MatrixSource source, Route.Attempt attempt) {
        SpectrumRequest request = attempt.request();
        boolean several = Math.max(request.rows(), request.cols()) > LENGTH;
        return several && attempt.backend() instanceof PanelBackend backend
                ? source.blocks().map(blocks -> new Panels(blocks, source, backend, request, LENGTH))
                : Optional.empty();
    }

    /** In one panel what cannot be read in several. */
    static Panels of(MatrixSource source, PanelBackend backend, SpectrumRequest request) {
        int longer = Math.max(request.rows(), request.cols());
        return source.blocks()
                .map(blocks -> new Panels(blocks, source, backend, request, Math.min(LENGTH, longer)))
                .orElseGet(() -> new Panels(new Whole(source), source, backend, request, longer));
    }

    /** Most memory held at a time. Of columns whole rows are resident while they are read, as the pages run along them. */
    long peakBytes() {
        long rows = request.rows() >= request.cols() ? length : request.rows();
        return (long) length * request.rank() * request.precision().bytes()
                + backend.workspaceBytes(request)
                + Route.storedBytes(source, rows, request.cols());
    }

    /** The values, checked. One pass over the weights; a second one when their squares would leave the range. */
    SpectrumOutcome decompose(Sequel sequel) {
        return pass(0, sequel);
    }

    private SpectrumOutcome pass(int exponent, Sequel sequel) {
        int needed;
        try (Arena arena = Arena.ofConfined();
                GramSum sum = backend.begin(request, exponent)) {
            switch (addAll(sum, arena)) {
                case NonFiniteWeights weights -> {
                    return SpectrumDriver.nonFinite(weights, source, request.precision());
                }
                case FrobeniusNorm norm -> {
                    needed = GramRange.exponent(norm, request);
                    if (needed == exponent) {
                        return ended(SpectrumDriver.checked(sum.singularValues(), request, norm), sum, sequel);
                    }
                }
            }
        }
        return pass(needed, sequel);
    }

    private SpectrumOutcome ended(SpectrumOutcome outcome, GramSum sum, Sequel sequel) {
        if (!(outcome instanceof SpectrumResult result)) {
            return outcome;
        }
        sequel.of(result, sum);
        return length < Math.max(request.rows(), request.cols()) ? result.inPanels() : result;
    }

    /** Up to the first panel with weights that are no numbers; from there on those are only counted. */
    private WeightScan addAll(GramSum sum, Arena arena) {
        long bytes = (long) length * request.rank() * request.precision().bytes();
        MemorySegment memory = Matrix.allocate(arena, length, request.rank(), request.precision())
                .segment()
                .asSlice(0, bytes);
        boolean tall = request.rows() >= request.cols();
        int longer = tall ? request.rows() : request.cols();
        WeightScan all = FrobeniusNorm.ZERO;
        for (int from = 0; from < longer; from += length) {
            int count = Math.min(length, longer - from);
            int row = tall ? from : 0;
            int col = tall ? 0 : from;
            Matrix panel = new Matrix(
                    memory, tall ? count : request.rows(), tall ? request.cols() : count, request.precision());
            blocks.copyBlock(row, col, panel);
            all = WeightScan.both(all, WeightScan.of(panel), row, col);
            if (all instanceof FrobeniusNorm) {
                sum.add(panel);
            }
        }
        return all;
    }

    /** A matrix that can be had as a whole only, as its one block. */
    private record Whole(MatrixSource source) implements BlockSource {

        @Override
        public void copyBlock(int row, int col, Matrix block) {
            source.copyTo(block);
        }
    }
}
