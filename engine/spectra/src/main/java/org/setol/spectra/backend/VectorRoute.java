package org.setol.spectra.backend;

import java.util.List;
import java.util.stream.Stream;

/**
 * The ways to one matrix's singular vectors, to be tried in order.
 *
 * @param attempts all of one shape
 * @param accuracy when to go on to the next although the vectors pass their check
 */
public record VectorRoute(List<Attempt> attempts, Accuracy accuracy) {

    /** One backend with what is asked of it: precision may rise along a route. */
    public record Attempt(VectorBackend backend, SpectrumRequest request) {

        /** {@code lapack-gram float32}. */
        public String label() {
            return backend.name() + " " + request.precision().label();
        }

        double noiseFloor() {
            return backend.noiseFloor(request);
        }

        /** Bytes of the n x n basis. */
        long basisBytes() {
            return (long) request.rank() * request.rank() * request.precision().bytes();
        }

        /** Bytes of the matrix, the basis, the backend's own workspace, and the vectors of the check. */
        public long peakBytes() {
            long matrix =
                    (long) request.rows() * request.cols() * request.precision().bytes();
            return matrix + basisBytes() + backend.workspaceBytes(request) + VectorCheck.workspaceBytes(request);
        }
    }

    public VectorRoute {
        attempts = List.copyOf(attempts);
    }

    /** The same request to one backend after the other. */
    public static VectorRoute of(SpectrumRequest request, VectorBackend... backends) {
        return new VectorRoute(
                Stream.of(backends)
                        .map(backend -> new Attempt(backend, request))
                        .toList(),
                Accuracy.FAST);
    }

    public VectorRoute withAccuracy(Accuracy changed) {
        return new VectorRoute(attempts, changed);
    }

    /** Bytes of the largest basis that any of the attempts makes: what stays after the decomposition. */
    public long basisBytes() {
        return attempts.stream().mapToLong(Attempt::basisBytes).max().orElse(0);
    }

    /** Most native and heap bytes that are held during any of the attempts, the basis among them. */
    public long peakBytes() {
        long beside = attempts.stream()
                .mapToLong(attempt -> attempt.peakBytes() - attempt.basisBytes())
                .max()
                .orElse(0);
        return beside + basisBytes();
    }
}
