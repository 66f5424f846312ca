package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.PanelBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.MetricsOptions;

/**
 * A matrix in float32 where that is certain, else in float64: a first attempt whose result carries an {@link Uncertainty}; of
 * a tail that it leaves open the eigenvalues in question by a {@link Refinement}; the few smallest values, where the attempt
 * cannot resolve them, by {@link SmallestValues}; a {@link SpectrumCertificate}; and the float64 route when it is refused,
 * with the reason among the result's notes.
 *
 * @param backend makes the float32 attempt
 * @param request what is asked of it
 * @param products multiplies in float64
 * @param smallest what settles small values; empty when nothing can
 * @param options of the row that the result is for, which has no other matrix
 * @param rest the float64 route
 */
public record CertifiedRoute(
        PanelBackend backend,
        SpectrumRequest request,
        MatrixProducts products,
        Optional<SmallestValues> smallest,
        MetricsOptions options,
        Route rest) {

    /** What is asked of the float32 attempt at a matrix of this shape. */
    public static SpectrumRequest request(int rows, int cols, int threads) {
        return new SpectrumRequest(rows, cols, Precision.FLOAT32, threads, Refinement.most(Math.min(rows, cols)));
    }

    /** Most native and heap bytes held at a time. */
    public long peakBytes(MatrixSource source) {
        int most = request.directions();
        // Those of a long matrix are in float64.
        long directions = (long) most * request.rank() * Double.BYTES;
        long attempt = SpectrumDriver.peakBytes(source, backend, request) + directions;
        long refinement = directions + RitzValues.bytes(source, most, backend);
        long attempts = Math.max(Math.max(attempt, refinement), rest.peakBytes(source));
        return Math.max(attempts, SmallEnd.peakBytes(source, smallest));
    }

    /** Singular values of {@code source}, ascending and checked. */
    public SpectrumOutcome decompose(MatrixSource source) {
        if (request.rank() == 0) {
            return SpectrumDriver.decompose(source, rest);
        }
        try (Arena arena = Arena.ofConfined()) {
            OpenTail tail = new OpenTail(Math.max(source.rows(), source.cols()), options, arena);
            return switch (SpectrumDriver.decompose(source, backend, request, tail)) {
                case SpectrumFailure failure ->
                    failure.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS
                            ? failure
                            : otherwise(source, failure.detail());
                case SpectrumResult result -> certified(source, result, tail);
            };
        }
    }

    private SpectrumOutcome certified(MatrixSource source, SpectrumResult result, OpenTail tail) {
        return switch (tail.state()) {
            case OpenTail.State.Refused refused -> otherwise(source, refused.reason());
            case OpenTail.State.Closed closed -> settled(source, result, settled -> judged(source, settled, 0));
            case OpenTail.State.Open open -> settled(source, result, settled -> refined(source, settled, open));
        };
    }

    /** The small end comes first: it costs less than a refinement, and is more often in vain. */
    private SpectrumOutcome settled(
            MatrixSource source, SpectrumResult result, Function<SpectrumResult, SpectrumOutcome> then) {
        return SmallEnd.settled(source, result, smallest)
                .map(then)
                .orElseGet(() -> otherwise(source, "its smallest eigenvalues could not be settled"));
    }

    private SpectrumOutcome refined(MatrixSource source, SpectrumResult result, OpenTail.State.Open open) {
        Refinement refinement = open.refinement();
        return refinement
                .of(source, result, products, backend)
                .map(refined -> judged(source, refined, refinement.count()))
                .orElseGet(() -> otherwise(source, open.reason()));
    }

    private SpectrumOutcome judged(MatrixSource source, SpectrumResult result, int refined) {
        Uncertainty uncertainty = result.uncertainty().orElseThrow();
        int longer = Math.max(source.rows(), source.cols());
        return switch (SpectrumCertificate.of(result.singularValues(), uncertainty, longer, options)) {
            case SpectrumCertificate.Verdict.Refused refused -> otherwise(source, refused.reason());
            case SpectrumCertificate.Verdict.Certified certified ->
                result.withNote(note(result.singularValues(), uncertainty, certified.alphaError(), refined));
        };
    }

    private static String note(double[] sigma, Uncertainty uncertainty, double alphaError, int refined) {
        double top = sigma[sigma.length - 1] * sigma[sigma.length - 1];
        return String.format(
                        Locale.ROOT,
                        "certified: the same tail with every eigenvalue moved by %.2g lambda_max, alpha by %.1g; "
                                + "%d smallest settled",
                        uncertainty.bound() / top,
                        alphaError,
                        uncertainty.settled())
                + (refined == 0 ? "" : ", " + refined + " largest refined in float64");
    }

    private SpectrumOutcome otherwise(MatrixSource source, String why) {
        String note = backend.name() + " " + request.precision().label() + ": " + why;
        SpectrumOutcome outcome = SpectrumDriver.decompose(source, rest);
        return outcome instanceof SpectrumResult result ? result.withFirstNote(note) : outcome;
    }
}
