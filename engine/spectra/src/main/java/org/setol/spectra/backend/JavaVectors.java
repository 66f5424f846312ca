package org.setol.spectra.backend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Singular vectors on the JDK alone: QR, then one-sided {@link Jacobi} rotations of the columns of R, whose left
 * vectors are those of the shorter side. One thread, for small matrices on any machine and for checking the others.
 *
 * <p>Computes in double on a copy on the heap whatever precision is asked for, and leaves the matrix as it was. Values
 * and vectors are as accurate as float64 allows, small ones included.
 */
public final class JavaVectors implements VectorBackend {

    /** Measured: 256 x 256 takes 0.7 s and 512 x 512 4 s, where the Gram route takes 0.05 s and 0.3 s. */
    static final int LONGEST_SHORT_SIDE = 512;

    /** Exponent of the largest element: squares of it, and of what is eps^2 of it, are normal. */
    private static final int LARGEST_EXPONENT = 100;

    private final int sweeps;

    public JavaVectors() {
        this(Jacobi.SWEEPS);
    }

    /** Gives up after so many sweeps: with 0, nothing converges. */
    JavaVectors(int sweeps) {
        this.sweeps = sweeps;
    }

    @Override
    public String name() {
        return BackendNames.JAVA;
    }

    @Override
    public BackendStatus status() {
        return new JavaBackend().status();
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return request.rank() <= LONGEST_SHORT_SIDE
                && workspaceBytes(request) <= Runtime.getRuntime().maxMemory() / 2;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        long longSide = Math.max(request.rows(), request.cols());
        long n = request.rank();
        // Rows are objects: 16 bytes of header, 8 of reference; the copy, R and the basis, and a few vectors.
        return (longSide * n + 2 * n * n + 4 * longSide + 16 * n) * Double.BYTES;
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return Math.max(request.rows(), request.cols()) * Precision.FLOAT64.epsilon();
    }

    @Override
    public SpectrumOutcome singularVectors(Matrix a, Matrix basis, SpectrumRequest request) {
        if (request.rank() == 0) {
            return SpectrumResult.unchecked(new double[0], name(), "none", request);
        }
        // Its columns are to be the shorter side: the rows of a square matrix.
        double[][] tall = TallCopy.of(a, a.rows() <= a.cols());
        int exponent = TallCopy.scale(tall, -LARGEST_EXPONENT, LARGEST_EXPONENT);
        Bidiagonal.triangularize(tall);
        double[][] rows = transposedSquare(tall);
        double[][] vectors = Jacobi.orthogonalize(rows, sweeps);
        if (vectors.length == 0) {
            return new SpectrumFailure(
                    SpectrumFailure.Reason.NOT_CONVERGED, "rows are not orthogonal after " + sweeps + " sweeps");
        }
        double[] values = ascending(rows, vectors, basis, exponent);
        return new SpectrumResult(values, name(), "qr+jacobi(float64)", request.precision(), 1, Double.NaN, List.of());
    }

    /** The transpose of the first n rows of n numbers each. */
    private static double[][] transposedSquare(double[][] tall) {
        int n = tall[0].length;
        double[][] square = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                square[i][j] = tall[j][i];
            }
        }
        return square;
    }

    /** The lengths of the rows, ascending and scaled back; the vectors in their order go to the basis. */
    private static double[] ascending(double[][] rows, double[][] vectors, Matrix basis, int exponent) {
        double[] lengths = Arrays.stream(rows)
                .mapToDouble(row -> Math.sqrt(Products.dot(row, row, 0, row.length)))
                .toArray();
        List<Integer> order = IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> lengths[i]))
                .toList();
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            int from = order.get(i);
            values[i] = Math.scalb(lengths[from], -exponent);
            for (int j = 0; j < values.length; j++) {
                basis.set(i, j, vectors[from][j]);
            }
        }
        return values;
    }
}
