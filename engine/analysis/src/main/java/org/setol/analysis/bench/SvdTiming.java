package org.setol.analysis.bench;

import org.setol.spectra.matrix.Precision;

/**
 * One cell of a bench: a backend on a matrix.
 *
 * @param shape of the matrix
 * @param precision of storage and computation
 * @param backend its name
 * @param outcome times, or why there are none
 */
public record SvdTiming(Shape shape, Precision precision, String backend, Outcome outcome) {

    /** Times or a reason. */
    public sealed interface Outcome permits Timed, NotTimed {}

    /**
     * What was measured.
     *
     * @param routine the library routines
     * @param runs how often it ran, after one warm-up
     * @param best shortest time of a run, seconds; reading and checking the matrix included
     * @param median time of a run, seconds
     * @param gflops 1e9 operations a second of the best run, by the backend's own count
     * @param limit seconds that the cheapest known way takes at the rate of matrix multiplication, measured just before
     *     and just after
     * @param residual see {@link org.setol.spectra.backend.SpectrumResult#residual()}
     */
    public record Timed(
            String routine, int runs, double best, double median, double gflops, double limit, double residual)
            implements Outcome {

        /** How many times the limit the best run takes. */
        public double ratio() {
            return best / limit;
        }
    }

    /**
     * Not measured, and why.
     *
     * @param reason for the user
     */
    public record NotTimed(String reason) implements Outcome {}
}
