package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * Takes a matrix along a {@link Route}: copies the weights out of the file into native memory, in {@link Panels} where that
 * can be, or hands them over {@link AsStored as they are stored}, refuses those that are not numbers, has them decomposed,
 * checks the values, and starts over from the file on the next attempt when they do not hold. What happened on the way is in
 * the result's notes.
 */
public final class SpectrumDriver {

    private SpectrumDriver() {}

    /**
     * Singular values of {@code source}, ascending and checked. Holds {@link Route#peakBytes(MatrixSource)} at most;
     * nothing stays allocated.
     *
     * @throws IllegalArgumentException when the route was made for another shape
     */
    public static SpectrumOutcome decompose(MatrixSource source, Route route) {
        route.attempts().forEach(attempt -> requireShape(source, attempt.request()));
        if (source.rows() == 0 || source.cols() == 0) {
            return empty(route);
        }
        return new Journey(source, route).travel();
    }

    /**
     * Singular values through one Gram matrix, ascending and checked, of which more is asked once they are found. Holds {@link
     * #peakBytes(MatrixSource, PanelBackend, SpectrumRequest)} at most, and what the sequel takes.
     *
     * @throws IllegalArgumentException when the request is for another shape, or for an empty matrix
     */
    public static SpectrumOutcome decompose(
            MatrixSource source, PanelBackend backend, SpectrumRequest request, Sequel sequel) {
        requireShape(source, request);
        if (request.rank() == 0) {
            throw new IllegalArgumentException("an empty matrix has no Gram matrix");
        }
        return Panels.of(source, backend, request).decompose(sequel);
    }

    /** Most native and heap bytes held at a time. */
    public static long peakBytes(MatrixSource source, PanelBackend backend, SpectrumRequest request) {
        return Panels.of(source, backend, request).peakBytes();
    }

    static void requireShape(MatrixSource source, SpectrumRequest request) {
        if (request.rows() != source.rows() || request.cols() != source.cols()) {
            throw new IllegalArgumentException("matrix is " + source.rows() + " x " + source.cols() + ", request "
                    + request.rows() + " x " + request.cols());
        }
    }

    private static SpectrumResult empty(Route route) {
        Precision precision = route.attempts().isEmpty()
                ? Precision.FLOAT64
                : route.attempts().getFirst().request().precision();
        return new SpectrumResult(new double[0], "none", "empty matrix", precision, 1, 0, List.of());
    }

    static SpectrumFailure nonFinite(NonFiniteWeights weights, MatrixSource source, Precision precision) {
        boolean rounded = precision == Precision.FLOAT32 && source.elementType() == ElementType.FLOAT64;
        return new SpectrumFailure(
                SpectrumFailure.Reason.NON_FINITE_WEIGHTS,
                weights.describe() + (rounded ? " (after rounding to float32)" : ""));
    }

    /** Why an attempt is not worth reading the weights for: its device was given up after the route was made. */
    static Optional<SpectrumFailure> givenUp(Route.Attempt attempt) {
        return attempt.backend().device() != Device.CPU
                        && attempt.backend().status() instanceof BackendStatus.Unavailable unavailable
                ? Optional.of(new SpectrumFailure(SpectrumFailure.Reason.DEVICE_FAILED, unavailable.reason()))
                : Optional.empty();
    }

    /** The outcome after {@link SelfCheck}. */
    static SpectrumOutcome checked(SpectrumOutcome outcome, SpectrumRequest request, FrobeniusNorm norm) {
        if (!(outcome instanceof SpectrumResult result)) {
            return outcome;
        }
        return switch (SelfCheck.verify(result.singularValues(), request, norm)) {
            case SelfCheck.Verdict.Passed passed -> result.withResidual(passed.residual());
            case SelfCheck.Verdict.Failed failed ->
                new SpectrumFailure(SpectrumFailure.Reason.SELF_CHECK_FAILED, failed.detail());
        };
    }

    /** True when no value is noise, or the route resolves all that float64 can. */
    static boolean isCertain(SpectrumResult result, SpectrumRequest request, double floor) {
        double rankThreshold = Math.max(request.rows(), request.cols()) * Precision.FLOAT64.epsilon();
        return floor <= rankThreshold || ratio(result.singularValues()) > floor;
    }

    /** The note on an attempt that was not certain. */
    static String uncertainty(String attempt, SpectrumResult result, double floor) {
        return String.format(
                Locale.ROOT,
                "%s: smallest value %.3g of the largest, rounding noise begins at %.3g",
                attempt,
                ratio(result.singularValues()),
                floor);
    }

    /** Smallest over largest; 1 for the zero matrix, all of whose values are exact. */
    private static double ratio(double[] ascending) {
        double largest = ascending[ascending.length - 1];
        return largest == 0 ? 1 : ascending[0] / largest;
    }

    /** One decomposition from start to end: the notes so far, and what to fall back on. */
    private static final class Journey {

        private final MatrixSource source;
        private final Route route;
        private final List<String> notes = new ArrayList<>();
        private SpectrumOutcome best = new SpectrumFailure(
                SpectrumFailure.Reason.NO_BACKEND, "no available backend takes a matrix of this shape");
        private double bestFloor = Double.POSITIVE_INFINITY;

        Journey(MatrixSource source, Route route) {
            this.source = source;
            this.route = route;
        }

        SpectrumOutcome travel() {
            for (Route.Attempt attempt : route.attempts()) {
                if (attempt.noiseFloor() >= bestFloor) {
                    continue;
                }
                switch (attempt(attempt)) {
                    case SpectrumFailure failure -> {
                        if (failure.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS) {
                            return failure;
                        }
                        failed(attempt, failure);
                    }
                    case SpectrumResult result -> {
                        if (route.accuracy() == Accuracy.FAST
                                || isCertain(result, attempt.request(), attempt.noiseFloor())) {
                            return withNotes(result);
                        }
                        uncertain(attempt, result);
                    }
                }
            }
            notes.addAll(route.leftOut());
            return switch (best) {
                case SpectrumResult result -> route.leftOut().isEmpty() ? withNotes(result) : outOfMemory();
                case SpectrumFailure failure ->
                    notes.isEmpty() ? failure : new SpectrumFailure(failure.reason(), String.join("; ", notes));
            };
        }

        /** What was left out could have told values from noise. */
        private SpectrumFailure outOfMemory() {
            return new SpectrumFailure(SpectrumFailure.Reason.OUT_OF_MEMORY, String.join("; ", notes));
        }

        private void failed(Route.Attempt attempt, SpectrumFailure failure) {
            notes.add(attempt.label() + ": " + failure.detail());
            if (!(best instanceof SpectrumResult)) {
                best = new SpectrumFailure(failure.reason(), String.join("; ", notes));
            }
        }

        private void uncertain(Route.Attempt attempt, SpectrumResult result) {
            bestFloor = attempt.noiseFloor();
            best = result;
            notes.add(uncertainty(attempt.label(), result, bestFloor));
        }

        private SpectrumOutcome attempt(Route.Attempt attempt) {
            return givenUp(attempt).map(SpectrumOutcome.class::cast).orElseGet(() -> onBackend(attempt));
        }

        private SpectrumOutcome onBackend(Route.Attempt attempt) {
            return Panels.of(source, attempt)
                    .map(panels -> panels.decompose(Sequel.NONE))
                    .or(() -> AsStored.of(source, attempt).flatMap(AsStored::decompose))
                    .orElseGet(() -> whole(attempt));
        }

        private SpectrumOutcome whole(Route.Attempt attempt) {
            SpectrumRequest request = attempt.request();
            try (Arena arena = Arena.ofConfined()) {
                Matrix matrix = Matrix.allocate(arena, request.rows(), request.cols(), request.precision());
                source.copyTo(matrix);
                return switch (WeightScan.of(matrix)) {
                    case NonFiniteWeights weights -> nonFinite(weights, source, request.precision());
                    case FrobeniusNorm norm ->
                        checked(attempt.backend().singularValues(matrix, request), request, norm);
                };
            }
        }

        private SpectrumResult withNotes(SpectrumResult result) {
            List<String> all = new ArrayList<>(notes);
            all.addAll(result.notes());
            return result.withNotes(all);
        }
    }
}
