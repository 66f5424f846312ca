package org.setol.analysis.run;

import java.util.Optional;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.metrics.TrapSearch;

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
    }

    /** Traps or a reason. */
    record Traps(TrapSearch outcome, long readNanos, long spectrumNanos) implements TaskOutcome {
        @Override
        public Optional<String> failure() {
            return outcome instanceof TrapSearch.Failed failed ? Optional.of(failed.reason()) : Optional.empty();
        }
    }
}
