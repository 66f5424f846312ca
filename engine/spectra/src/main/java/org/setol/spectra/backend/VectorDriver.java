package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.spectra.backend.VectorRoute.Attempt;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * Takes a matrix along a {@link VectorRoute}, as {@link SpectrumDriver} does for values alone. Values and vectors are
 * checked against the weights, read a second time into the memory that the decomposition has destroyed.
 */
public final class VectorDriver {

    /** Cache-line alignment, as matrices have it. */
    private static final long ALIGNMENT = 64;

    private final MatrixSource source;
    private final VectorRoute route;
    private final MemorySegment basisMemory;
    private final List<String> notes = new ArrayList<>();

    private VectorDriver(MatrixSource source, VectorRoute route, Arena arena) {
        this.source = source;
        this.route = route;
        basisMemory = arena.allocate(Math.max(1, route.basisBytes()), ALIGNMENT);
    }

    /**
     * Singular values and vectors of {@code source}, checked. Holds {@link VectorRoute#peakBytes()} at most, of which
     * {@link VectorRoute#basisBytes()} stay allocated.
     *
     * @param arena the owner of the basis
     * @throws IllegalArgumentException when the route was made for another shape
     */
    public static VectorOutcome decompose(MatrixSource source, VectorRoute route, Arena arena) {
        route.attempts().forEach(attempt -> SpectrumDriver.requireShape(source, attempt.request()));
        return source.rows() == 0 || source.cols() == 0
                ? empty(source, arena)
                : new VectorDriver(source, route, arena).travel();
    }

    private static SingularVectors empty(MatrixSource source, Arena arena) {
        SpectrumOutcome nothing = SpectrumDriver.decompose(source, new Route(List.of(), Accuracy.FAST));
        return new SingularVectors((SpectrumResult) nothing, Matrix.allocate(arena, 0, 0, Precision.FLOAT64), 0);
    }

    /**
     * Attempts until one will do; when none does, the least noisy of those that passed. All write to the one basis, so
     * that one is computed again when a later attempt has failed.
     */
    private VectorOutcome travel() {
        SpectrumFailure failure = new SpectrumFailure(
                SpectrumFailure.Reason.NO_BACKEND, "no available backend takes a matrix of this shape");
        Optional<Attempt> best = Optional.empty();
        Optional<SingularVectors> held = Optional.empty();
        for (Attempt attempt : route.attempts()) {
            double floor = best.map(Attempt::noiseFloor).orElse(Double.POSITIVE_INFINITY);
            if (attempt.noiseFloor() >= floor) {
                continue;
            }
            switch (attempt(attempt)) {
                case SpectrumFailure failed -> {
                    if (failed.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS) {
                        return failed;
                    }
                    notes.add(attempt.label() + ": " + failed.detail());
                    failure = new SpectrumFailure(failed.reason(), String.join("; ", notes));
                    held = Optional.empty();
                }
                case SingularVectors vectors -> {
                    if (route.accuracy() == Accuracy.FAST || isCertain(vectors, attempt)) {
                        return withNotes(vectors);
                    }
                    notes.add(SpectrumDriver.uncertainty(attempt.label(), vectors.spectrum(), attempt.noiseFloor()));
                    best = Optional.of(attempt);
                    held = Optional.of(vectors);
                }
            }
        }
        Optional<VectorOutcome> again = held.isPresent() ? held.map(v -> v) : best.map(this::attempt);
        return again.map(this::withNotes).orElse(failure);
    }

    private static boolean isCertain(SingularVectors vectors, Attempt attempt) {
        return SpectrumDriver.isCertain(vectors.spectrum(), attempt.request(), attempt.noiseFloor());
    }

    private VectorOutcome withNotes(VectorOutcome outcome) {
        if (!(outcome instanceof SingularVectors vectors)) {
            return outcome;
        }
        List<String> all = new ArrayList<>(notes);
        all.addAll(vectors.spectrum().notes());
        return new SingularVectors(vectors.spectrum().withNotes(all), vectors.basis(), vectors.residual());
    }

    private VectorOutcome attempt(Attempt attempt) {
        SpectrumRequest request = attempt.request();
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, request.rows(), request.cols(), request.precision());
            source.copyTo(matrix);
            return switch (WeightScan.of(matrix)) {
                case NonFiniteWeights weights -> SpectrumDriver.nonFinite(weights, source, request.precision());
                case FrobeniusNorm norm -> decompose(attempt, matrix, norm);
            };
        }
    }

    private VectorOutcome decompose(Attempt attempt, Matrix matrix, FrobeniusNorm norm) {
        SpectrumRequest request = attempt.request();
        Matrix basis = new Matrix(basisMemory, request.rank(), request.rank(), request.precision());
        SpectrumOutcome values = attempt.backend().singularVectors(matrix, basis, request);
        return switch (SpectrumDriver.checked(values, request, norm)) {
            case SpectrumFailure failure -> failure;
            case SpectrumResult result -> {
                source.copyTo(matrix);
                yield switch (VectorCheck.verify(matrix, result.singularValues(), basis, norm)) {
                    case VectorCheck.Verdict.Passed passed -> new SingularVectors(result, basis, passed.residual());
                    case VectorCheck.Verdict.Failed failed ->
                        new SpectrumFailure(SpectrumFailure.Reason.SELF_CHECK_FAILED, failed.detail());
                };
            }
        };
    }
}
