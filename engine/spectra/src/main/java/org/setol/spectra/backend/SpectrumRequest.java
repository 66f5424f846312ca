package org.setol.spectra.backend;

import org.setol.spectra.matrix.Precision;

/**
 * What is asked of a backend.
 *
 * @param rows rows of the matrix
 * @param cols columns of the matrix
 * @param precision precision of the computation
 * @param threads threads the backend may use for this one matrix, at least 1
 * @param directions so many singular vectors may be asked for once the values are known: a {@link GramSum} keeps what its {@code
 *     directions} need, and the result's uncertainty should bring a direction to settle the smallest value from, if it can
 */
public record SpectrumRequest(int rows, int cols, Precision precision, int threads, int directions) {

    /** Eigenvalues from which two threads are faster than one at all (benchmarks/NOTES.md, entry 6). */
    public static final int PARALLEL_FROM = 1024;

    public SpectrumRequest {
        if (rows < 0 || cols < 0) {
            throw new IllegalArgumentException("negative shape " + rows + " x " + cols);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        if (directions < 0 || directions > Math.min(rows, cols)) {
            throw new IllegalArgumentException(directions + " directions of a " + rows + " x " + cols + " matrix");
        }
    }

    /** Values alone. */
    public SpectrumRequest(int rows, int cols, Precision precision, int threads) {
        this(rows, cols, precision, threads, 0);
    }

    /** min(rows, cols): the number of singular values. */
    public int rank() {
        return Math.min(rows, cols);
    }
}
