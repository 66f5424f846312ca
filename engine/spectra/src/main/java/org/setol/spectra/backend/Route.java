package org.setol.spectra.backend;

import java.util.List;
import java.util.stream.Stream;

/**
 * The ways to one matrix's singular values, to be tried in order.
 *
 * @param attempts all of one shape
 * @param accuracy when to go on to the next although the values pass their check
 */
public record Route(List<Attempt> attempts, Accuracy accuracy) {

    /** One backend with what is asked of it: precision may rise along a route. */
    public record Attempt(SpectrumBackend backend, SpectrumRequest request) {

        /** {@code lapack-gram float32}. */
        public String label() {
            return backend.name() + " " + request.precision().label();
        }

        double noiseFloor() {
            return backend.noiseFloor(request);
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
    }

    /** The same request to one backend after the other. */
    public static Route of(SpectrumRequest request, SpectrumBackend... backends) {
        return new Route(
                Stream.of(backends)
                        .map(backend -> new Attempt(backend, request))
                        .toList(),
                Accuracy.FAST);
    }

    public Route withAccuracy(Accuracy changed) {
        return new Route(attempts, changed);
    }

    /** Most native and heap bytes that any of the attempts holds at a time when none works in panels. */
    public long peakBytes() {
        return attempts.stream().mapToLong(Attempt::peakBytes).max().orElse(0);
    }
}
