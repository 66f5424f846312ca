package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.source.StridedView;

/**
 * One seeded matrix and a backend to decompose it: what there is to time, and whether the answer is right. Knows nothing
 * of JMH.
 *
 * <p>The matrix is A = (I - u u') G (I - v v') + s u v' with G of normal numbers and unit vectors u, v. So s is a
 * singular value of A, and as it lies outside of what G can reach, the largest. All else is as dense and as ordinary as
 * a matrix can be: a spectrum planted through and through would make methods that deflate look fast.
 */
public final class SpectrumWorkload {

    private static final long SEED = 42;

    private final MatrixSource source;
    private final SpectrumRequest request;
    private final SpectrumBackend backend;
    private final double planted;

    private SpectrumWorkload(MatrixSource source, SpectrumRequest request, SpectrumBackend backend, double planted) {
        this.source = source;
        this.request = request;
        this.backend = backend;
        this.planted = planted;
    }

    /**
     * A workload in memory of {@code arena}, stored in the precision of the request.
     *
     * @throws IllegalArgumentException when the backend does not take such a matrix
     * @throws org.setol.spectra.backend.BackendUnavailableException when this machine cannot run it
     */
    public static SpectrumWorkload of(Arena arena, String backendName, SpectrumRequest request) {
        SpectrumBackend backend = BackendRegistry.load().require(backendName);
        if (!backend.accepts(request)) {
            throw new IllegalArgumentException(backendName + " does not take " + request);
        }
        // G reaches about sqrt(rows) + sqrt(cols).
        double planted = 2 * (Math.sqrt(request.rows()) + Math.sqrt(request.cols()));
        Matrix matrix = Matrix.allocate(arena, request.rows(), request.cols(), request.precision());
        fill(matrix, planted);
        StridedView view = StridedView.rowMajor(
                matrix.segment(), request.precision().elementType(), request.rows(), request.cols());
        return new SpectrumWorkload(view, request, backend, planted);
    }

    /**
     * The engine's whole way: reads, scans, decomposes, checks the sum of squares; and here the planted value.
     *
     * @throws IllegalStateException when there is no answer or a wrong one
     */
    public SpectrumResult decompose() {
        return switch (SpectrumDriver.decompose(source, Route.of(request, backend))) {
            case SpectrumResult result -> verified(result);
            case SpectrumFailure failure -> throw new IllegalStateException(failure.detail());
        };
    }

    /** Operations by the backend's own count, in 1e9. */
    public double gigaflops() {
        return backend.flops(request) * 1e-9;
    }

    /**
     * Operations of the cheapest known way, in 1e9: the Gram matrix and its reduction, m n^2 + 4/3 n^3 for m >= n. The
     * time they take at the rate of matrix multiplication is what all backends are measured by.
     */
    public static double limitGigaflops(SpectrumRequest request) {
        double n = request.rank();
        return (Math.max(request.rows(), request.cols()) * n * n + 4.0 / 3 * n * n * n) * 1e-9;
    }

    private SpectrumResult verified(SpectrumResult result) {
        double[] values = result.singularValues();
        double largest = values[values.length - 1];
        // Rounding of A, and the routes' own error of at most max(rows, cols) eps sigma_max.
        double tolerance =
                Math.max(request.rows(), request.cols()) * request.precision().epsilon() * planted;
        if (values.length != request.rank() || !(Math.abs(largest - planted) <= tolerance)) {
            throw new IllegalStateException(backend.name() + " finds " + values.length + " values, the largest "
                    + largest + " instead of " + planted);
        }
        return result;
    }

    private static void fill(Matrix a, double planted) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] u = unit(random, a.rows());
        double[] v = unit(random, a.cols());
        double[][] g = new double[a.rows()][a.cols()];
        for (double[] row : g) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextGaussian();
            }
            addMultiple(row, -dot(row, v), v);
        }
        double[] left = new double[a.cols()];
        for (int i = 0; i < a.rows(); i++) {
            addMultiple(left, u[i], g[i]);
        }
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                a.set(i, j, g[i][j] + u[i] * (planted * v[j] - left[j]));
            }
        }
    }

    private static double[] unit(SplittableRandom random, int n) {
        double[] x = random.doubles(n, -1, 1).toArray();
        double norm = Math.sqrt(dot(x, x));
        for (int k = 0; k < n; k++) {
            x[k] /= norm;
        }
        return x;
    }

    private static void addMultiple(double[] to, double factor, double[] x) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * x[k];
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }
}
