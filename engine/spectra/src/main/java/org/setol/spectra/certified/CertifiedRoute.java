package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
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
        long settling = smallest.map(values -> values.workspaceBytes(side())).orElse(0L)
                + (long) side() * side() * Double.BYTES;
        return Math.max(
                settling, Math.max(SpectrumDriver.peakBytes(source, first), SpectrumDriver.peakBytes(source, rest)));
    }

    private int side() {
        SpectrumRequest request = first.attempts().getFirst().request();
        return request.rows() == request.cols() ? request.rows() : 0;
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
        if (!SpectrumCertificate.isSmallEndOpen(
                result.singularValues(), result.uncertainty().get())) {
            return judged(source, result);
        }
        if (side() == 0 || smallest.isEmpty()) {
            return otherwise(
                    source, "its smallest eigenvalues are within its bound of 0 or 1e-6, or not resolved by it");
        }
        return settle(source, result, smallest.get())
                .flatMap(values -> merged(result, values))
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
                                : "; " + uncertainty.settled() + " smallest by "
                                        + smallest.map(SmallestValues::name).orElse("")));
            }
        };
    }

    private static Optional<double[]> settle(MatrixSource source, SpectrumResult result, SmallestValues values) {
        double largest = result.singularValues()[result.singularValues().length - 1];
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
            source.copyTo(matrix);
            return values.of(matrix, SpectrumCertificate.settledBeyond(largest, source.rows()), 1);
        }
    }

    /**
     * With settled values in place of the smallest. By Weyl's theorem they must lie within the bound of those they replace:
     * when one was missed, as a rule they do not. Larger ones are at least as large as the largest settled one.
     */
    private static Optional<SpectrumResult> merged(SpectrumResult result, double[] settled) {
        double[] values = result.singularValues().clone();
        Uncertainty uncertainty = result.uncertainty().orElseThrow();
        for (int i = 0; i < settled.length; i++) {
            if (Math.abs(settled[i] * settled[i] - values[i] * values[i]) > uncertainty.bound()) {
                return Optional.empty();
            }
            values[i] = settled[i];
        }
        double floor = settled[settled.length - 1];
        Arrays.setAll(values, i -> i < settled.length ? values[i] : Math.max(floor, values[i]));
        return Optional.of(result.withSmallest(values, uncertainty.withSettled(settled.length)));
    }

    private SpectrumOutcome otherwise(MatrixSource source, String why) {
        String note = first.attempts().getFirst().label() + ": " + why;
        SpectrumOutcome outcome = SpectrumDriver.decompose(source, rest);
        return outcome instanceof SpectrumResult result ? result.withFirstNote(note) : outcome;
    }
}
