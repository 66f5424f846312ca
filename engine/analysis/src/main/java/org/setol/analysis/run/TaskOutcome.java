package org.setol.analysis.run;

import java.util.List;
import java.util.Optional;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.metrics.TrapSearch;
import org.setol.spectra.metrics.VectorShape;

/** What came of one task. */
sealed interface TaskOutcome {

    /** Time to read and widen the matrix. */
    long readNanos();

    /** Time for the rest. */
    long spectrumNanos();

    /** Why there are no numbers; empty when there are. */
    Optional<String> failure();

    /** Values or a reason. */
    record Slice(SpectrumOutcome outcome, long readNanos, long spectrumNanos) implements TaskOutcome {
        @Override
        public Optional<String> failure() {
            return outcome instanceof SpectrumFailure failed ? Optional.of(failed.detail()) : Optional.empty();
        }

        /** The same of a matrix whose vectors were asked for as well. */
        TaskOutcome withoutVectors(String why) {
            return outcome instanceof SpectrumResult result
                    ? new Vectors(result, List.of(), why, readNanos, spectrumNanos)
                    : this;
        }
    }

    /** Values with the shapes of their vectors, or why there are no vectors. */
    record Vectors(SpectrumResult outcome, List<VectorShape> shapes, String reason, long readNanos, long spectrumNanos)
            implements TaskOutcome {
        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }
    }

    /** Traps or a reason. */
    record Traps(TrapSearch outcome, long readNanos, long spectrumNanos) implements TaskOutcome {
        @Override
        public Optional<String> failure() {
            return outcome instanceof TrapSearch.Failed failed ? Optional.of(failed.reason()) : Optional.empty();
        }
    }
}
