package org.setol.spectra.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.setol.spectra.matrix.MatrixSource;

/**
 * The ways to one matrix's singular values, to be tried in order.
 *
 * @param attempts all of one shape
 * @param accuracy when to go on to the next although the values pass their check
 * @param leftOut why others, which need more memory than there may be, are not among the attempts; where the last of these is not
 *     enough there is no result
 */
public record Route(List<Attempt> attempts, Accuracy accuracy, List<String> leftOut) {

    private static final long MEBI = 1 << 20;

    /** One backend with what is asked of it: precision may rise along a route. */
    public record Attempt(SpectrumBackend backend, SpectrumRequest request) {

        /** {@code lapack-gram float32}. */
        public String label() {
            return backend.name() + " " + request.precision().label();
        }

        double noiseFloor() {
            return backend.noiseFloor(request);
        }

        /** Most memory held for these weights: in {@link Panels} where that can be, else as a whole. */
        public long peakBytes(MatrixSource source) {
            return Panels.of(source, this)
                    .map(Panels::peakBytes)
                    .orElseGet(() -> peakBytes() + storedBytes(source, source.rows(), source.cols()));
        }

        /** Bytes of the matrix, as a whole, and of the backend's own workspace. */
        public long peakBytes() {
            long matrix =
                    (long) request.rows() * request.cols() * request.precision().bytes();
            return matrix + backend.workspaceBytes(request);
        }
    }

    public Route {
        attempts = List.copyOf(attempts);
        leftOut = List.copyOf(leftOut);
    }

    /** With nothing left out. */
    public Route(List<Attempt> attempts, Accuracy accuracy) {
        this(attempts, accuracy, List.of());
    }

    /** The same request to one backend after the other. */
    public static Route of(SpectrumRequest request, SpectrumBackend... backends) {
        return new Route(
                Stream.of(backends)
                        .map(backend -> new Attempt(backend, request))
                        .toList(),
                Accuracy.FAST);
    }

    /** How many matrices the device of the first attempt takes at a time; 0 when that is the CPU's. */
    public int deviceLanes() {
        return attempts.stream()
                .limit(1)
                .map(Attempt::backend)
                .filter(backend -> backend.device() != Device.CPU)
                .map(SpectrumBackend::status)
                .mapToInt(status -> status instanceof BackendStatus.Available available ? available.maxThreads() : 0)
                .sum();
    }

    /** The attempts after the first. */
    public Route rest() {
        return new Route(attempts.stream().skip(1).toList(), accuracy, leftOut);
    }

    /** True when the first attempts of both are the same and computed in batches. */
    public boolean batchesWith(Route other) {
        return !attempts.isEmpty()
                && !other.attempts.isEmpty()
                && attempts.getFirst().backend() instanceof BatchBackend
                && attempts.getFirst()
                        .backend()
                        .name()
                        .equals(other.attempts.getFirst().backend().name())
                && attempts.getFirst()
                        .request()
                        .equals(other.attempts.getFirst().request());
    }

    /** The attempts that need no device. */
    public Route onProcessor() {
        return new Route(
                attempts.stream()
                        .filter(attempt -> attempt.backend().device() == Device.CPU)
                        .toList(),
                accuracy,
                leftOut);
    }

    public Route withAccuracy(Accuracy changed) {
        return new Route(attempts, changed, leftOut);
    }

    /** Bytes of so much of the weights as they are stored: while they are read they are resident too. */
    static long storedBytes(MatrixSource source, long rows, long cols) {
        return rows * cols * source.elementType().bytes();
    }

    /**
     * Without the attempts that hold more memory than that, with a note of each that says what it needs. When none is left, the
     * one that holds least stays, whose need the caller can tell.
     */
    public Route within(long bytes, MatrixSource source) {
        List<Attempt> fitting = attempts.stream()
                .filter(attempt -> attempt.peakBytes(source) <= bytes)
                .toList();
        if (fitting.isEmpty()) {
            Comparator<Attempt> byNeed = Comparator.comparingLong(attempt -> attempt.peakBytes(source));
            fitting = attempts.stream().min(byNeed).stream().toList();
        }
        List<String> notes = new ArrayList<>(leftOut);
        for (Attempt attempt : attempts) {
            if (!fitting.contains(attempt)) {
                notes.add(attempt.label() + ": not tried, it needs " + (attempt.peakBytes(source) / MEBI + 1)
                        + " MiB for this matrix");
            }
        }
        return new Route(fitting, accuracy, notes);
    }

    /** Most memory that any of the attempts holds at a time for these weights. */
    public long peakBytes(MatrixSource source) {
        return attempts.stream()
                .mapToLong(attempt -> attempt.peakBytes(source))
                .max()
                .orElse(0);
    }

    /** Most native and heap bytes that any of the attempts holds at a time when none works in panels. */
    public long peakBytes() {
        return attempts.stream().mapToLong(Attempt::peakBytes).max().orElse(0);
    }
}
