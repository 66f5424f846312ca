package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.Sequel;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.metrics.MetricsOptions;

/** Looks at a float32 result's tail while its Gram matrix is there, and fetches what a {@link Refinement} of it needs. */
final class OpenTail implements Sequel {

    /** What has come of it. */
    sealed interface State {

        /** The tail is certain. */
        record Closed() implements State {}

        /** It is not, for this reason, and can be refined. */
        record Open(String reason, Refinement refinement) implements State {}

        /** It is not, and cannot. */
        record Refused(String reason) implements State {}
    }

    private final int longer;
    private final MetricsOptions options;
    private final Arena arena;
    private State state = new State.Refused("no bound of its errors is known");

    /**
     * Of a row that depends on one matrix.
     *
     * @param longer its longer side
     * @param arena where directions live
     */
    OpenTail(int longer, MetricsOptions options, Arena arena) {
        this.longer = longer;
        this.options = options;
        this.arena = arena;
    }

    State state() {
        return state;
    }

    @Override
    public void of(SpectrumResult result, GramSum sum) {
        result.uncertainty().ifPresent(known -> state = judged(result, known, sum));
    }

    private State judged(SpectrumResult result, Uncertainty known, GramSum sum) {
        return switch (SpectrumCertificate.ofTail(result.singularValues(), known, longer, options)) {
            case SpectrumCertificate.Verdict.Certified certified -> new State.Closed();
            case SpectrumCertificate.Verdict.Refused refused -> {
                Optional<State> open = refused.from().isEmpty()
                        ? Optional.empty()
                        : Refinement.from(refused.from().getAsInt(), known, sum, arena)
                                .map(refinement -> new State.Open(refused.reason(), refinement));
                yield open.orElseGet(() -> new State.Refused(refused.reason()));
            }
        };
    }
}
