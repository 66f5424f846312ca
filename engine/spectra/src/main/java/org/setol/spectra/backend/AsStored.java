package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.StoredMatrix;

/**
 * A matrix that goes to its backend as it is stored. Its weights are read once on the way, a block at a time, for their norm.
 *
 * @param weights where they lie
 * @param backend what takes them
 * @param request what is asked of it
 */
record AsStored(StoredMatrix weights, StoredBackend backend, SpectrumRequest request) {

    /** Present when the backend takes the type, and the source hands out its weights. */
    static Optional<AsStored> of(MatrixSource source, Route.Attempt attempt) {
        SpectrumRequest request = attempt.request();
        return attempt.backend() instanceof StoredBackend backend
                        && backend.storedTypes(request.precision()).contains(source.elementType())
                ? source.stored().map(weights -> new AsStored(weights, backend, request))
                : Optional.empty();
    }

    /**
     * The values, checked; empty for weights that are to be taken as a whole, where those that are no numbers are found, and
     * others are scaled: a sum of squares that is no ordinary number, or large or small for the precision.
     */
    Optional<SpectrumOutcome> decompose() {
        double sum = sumOfSquares();
        if (!FrobeniusNorm.isOrdinary(sum)) {
            return Optional.empty();
        }
        FrobeniusNorm norm = new FrobeniusNorm(1, sum);
        if (GramRange.exponent(norm, request) != 0) {
            return Optional.empty();
        }
        return Optional.of(SpectrumDriver.checked(backend.singularValues(weights, request), request, norm));
    }

    /** As {@link WeightScan} has it of a whole matrix. */
    private double sumOfSquares() {
        double sum = 0;
        try (Arena arena = Arena.ofConfined()) {
            Matrix block = Matrix.allocate(arena, 1, WeightScan.BLOCK, request.precision());
            for (long from = 0; from < weights.size(); from += WeightScan.BLOCK) {
                int count = (int) Math.min(WeightScan.BLOCK, weights.size() - from);
                Kernels.widen(weights.elementType(), weights.segment(), from, 1, block, 0, count);
                sum += Kernels.sumOfSquares(block.elements(0, count));
            }
        }
        return sum;
    }
}
