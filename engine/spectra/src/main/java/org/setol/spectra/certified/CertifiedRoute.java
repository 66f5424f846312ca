package org.setol.spectra.certified;

import java.util.Locale;
import java.util.Optional;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.MetricsOptions;

/**
 * A matrix in float32 where that is certain, else in float64: a first attempt whose result carries an {@link Uncertainty};
 * the few smallest values, where the attempt cannot resolve them, by {@link SmallestValues}; a {@link SpectrumCertificate};
 * and the float64 route when it is refused, with the reason among the result's notes.
 *
 * @param first the float32 attempt
 * @param smallest what settles small values; empty when nothing can
 * @param options of the row that the result is for, which has no other matrix
 * @param rest the float64 route
 */
public record CertifiedRoute(Route first, Optional<SmallestValues> smallest, MetricsOptions options, Route rest) {

    /** Most native and heap bytes held at a time. */
    public long peakBytes(MatrixSource source) {
        long attempts = Math.max(first.peakBytes(source), rest.peakBytes(source));
        return Math.max(attempts, SmallEnd.peakBytes(source, smallest));
    }

    /** Singular values of {@code source}, ascending and checked. */
    public SpectrumOutcome decompose(MatrixSource source) {
        return switch (SpectrumDriver.decompose(source, first)) {
            case SpectrumFailure failure ->
                failure.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS
                        ? failure
                        : otherwise(source, failure.detail());
            case SpectrumResult result -> certified(source, result);
        };
    }

    private SpectrumOutcome certified(MatrixSource source, SpectrumResult result) {
        if (result.uncertainty().isEmpty() || result.singularValues().length == 0) {
            return otherwise(source, "no bound of its errors is known");
        }
        return SmallEnd.settled(source, result, smallest)
                .map(settled -> judged(source, settled))
                .orElseGet(() -> otherwise(source, "its smallest eigenvalues could not be settled"));
    }

    private SpectrumOutcome judged(MatrixSource source, SpectrumResult result) {
        Uncertainty uncertainty = result.uncertainty().orElseThrow();
        int longer = Math.max(source.rows(), source.cols());
        return switch (SpectrumCertificate.of(result.singularValues(), uncertainty, longer, options)) {
            case SpectrumCertificate.Verdict.Refused refused -> otherwise(source, refused.reason());
            case SpectrumCertificate.Verdict.Certified certified -> {
                double top = result.singularValues()[result.singularValues().length - 1];
                yield result.withNote(String.format(
                        Locale.ROOT,
                        "certified: the same tail with every eigenvalue moved by %.2g lambda_max, alpha by %.1g%s",
                        uncertainty.bound() / (top * top),
                        certified.alphaError(),
                        uncertainty.settled() == 0
                                ? ""
                                : "; " + uncertainty.settled() + " smallest settled to "
                                        + String.format(Locale.ROOT, "%.1g", uncertainty.settledError())));
            }
        };
    }

    private SpectrumOutcome otherwise(MatrixSource source, String why) {
        String note = first.attempts().getFirst().label() + ": " + why;
        SpectrumOutcome outcome = SpectrumDriver.decompose(source, rest);
        return outcome instanceof SpectrumResult result ? result.withFirstNote(note) : outcome;
    }
}
