package org.setol.spectra.backend;

import java.util.Arrays;
import java.util.List;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Singular values on the JDK alone: Householder bidiagonalisation (after QR when one side is much the longer), then
 * zero-shift QR. One thread, for any machine and for checking the others.
 *
 * <p>Computes in double on a copy on the heap whatever precision is asked for; a float32 request is answered from
 * float32 weights with float64 arithmetic. The matrix itself is left as it was.
 *
 * <p>Errors are at most a small multiple of max(rows, cols) * eps64 * sigma_max; a matrix that is diagonal or
 * bidiagonal already keeps high relative accuracy in every value. Magnitudes from 1e-300 to 1e300 may occur in one
 * matrix.
 */
public final class JavaBackend implements SpectrumBackend {

    /** At 1024 it takes 0.5 s, twice as long as gesdd; at 2048 six seconds, as the matrix leaves the cache. */
    static final int LONGEST_SHORT_SIDE = 2048;

    /** Largest exponent in the scaled matrix: sums of 2^20 products of orthogonal rows with it stay finite. */
    private static final int LARGEST_EXPONENT = 1000;

    /** Smallest exponent of the largest element, so that its eps is still a normal number. */
    private static final int SMALLEST_EXPONENT = -900;

    private final int sweepsPerValue;

    public JavaBackend() {
        this(BidiagonalQr.SWEEPS_PER_VALUE);
    }

    /** Gives up after so many sweeps per singular value: with 0, nothing but a diagonal matrix converges. */
    JavaBackend(int sweepsPerValue) {
        this.sweepsPerValue = sweepsPerValue;
    }

    @Override
    public String name() {
        return BackendNames.JAVA;
    }

    @Override
    public BackendStatus status() {
        return new BackendStatus.Available(
                "setol", Runtime.version().toString(), System.getProperty("os.arch", "?"), 1);
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return request.rank() <= LONGEST_SHORT_SIDE
                && workspaceBytes(request) <= Runtime.getRuntime().maxMemory() / 2;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        long longSide = Math.max(request.rows(), request.cols());
        // Rows are objects: 16 bytes of header, 8 of reference. Two reflectors, w, diagonals and the result are
        // vectors.
        return (longSide * request.rank() + longSide * 3 + 2L * longSide + 6L * request.rank()) * Double.BYTES;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return Math.max(request.rows(), request.cols()) * Precision.FLOAT64.epsilon();
    }

    @Override
    public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
        if (request.rank() == 0) {
            return SpectrumResult.unchecked(new double[0], name(), "none", request);
        }
        double[][] tall = TallCopy.of(a, a.cols() > a.rows());
        int exponent = TallCopy.scale(tall, SMALLEST_EXPONENT, LARGEST_EXPONENT);
        Bidiagonal bidiagonal = Bidiagonal.reduce(tall);
        int unconverged = BidiagonalQr.diagonalize(bidiagonal, sweepsPerValue);
        if (unconverged > 0) {
            return new SpectrumFailure(
                    SpectrumFailure.Reason.NOT_CONVERGED,
                    unconverged + " of " + request.rank() + " singular values did not converge");
        }
        double[] values = ascending(bidiagonal.diagonal(), exponent);
        return new SpectrumResult(
                values, name(), "householder+qr(float64)", request.precision(), 1, Double.NaN, List.of());
    }

    private static double[] ascending(double[] values, int exponent) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(Math.abs(values[i]), -exponent);
        }
        Arrays.sort(values);
        return values;
    }
}
