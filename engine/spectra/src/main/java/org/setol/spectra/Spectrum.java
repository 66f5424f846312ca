package org.setol.spectra;

import java.util.Optional;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawOutcome;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.source.StridedView;

/**
 * The spectrum of one matrix, for tools that have their weights in memory:
 *
 * {@snippet :
 * Spectrum spectrum = Spectrum.of(weights, 784, 300);
 * if (spectrum.powerLaw() instanceof PowerLawFit fit) {
 *     System.out.println(fit.alpha());
 * }
 * }
 *
 * <p>Uses the best backend on the class path: LAPACK when setol-native is there, Java code otherwise. Never changes; the arrays
 * within {@link #result} and {@link #metrics} are its own, to be read only.
 */
public final class Spectrum {

    /** Finding the backends takes a moment; they are the same for every spectrum. */
    private static final class Backends {
        static final BackendSelector SELECTOR = new BackendSelector(BackendRegistry.load());
    }

    private final SpectrumResult result;
    private final Esd esd;

    private Spectrum(SpectrumResult result, Esd esd) {
        this.result = result;
        this.esd = esd;
    }

    /**
     * Of a row-major matrix. The array is read, not changed.
     *
     * @throws IllegalArgumentException when the array is shorter than rows * cols, or holds NaN or infinities
     */
    public static Spectrum of(double[] rowMajor, int rows, int cols) {
        return of(StridedView.of(rowMajor, rows, cols));
    }

    /** Of a row-major matrix of float32 weights, decomposed in float64. */
    public static Spectrum of(float[] rowMajor, int rows, int cols) {
        return of(StridedView.of(rowMajor, rows, cols));
    }

    /**
     * Of weights wherever they are, decomposed in float64; the small values are certain. On all cores where that is faster, which is
     * from {@value SpectrumRequest#PARALLEL_FROM} eigenvalues on, else on the calling thread alone. Last digits depend on the number
     * of threads.
     *
     * @throws IllegalArgumentException when the matrix is empty, or holds NaN or infinities
     * @throws IllegalStateException when no backend can decompose it, or its memory was released
     */
    public static Spectrum of(MatrixSource weights) {
        boolean large = Math.min(weights.rows(), weights.cols()) >= SpectrumRequest.PARALLEL_FROM;
        return of(weights, large ? Runtime.getRuntime().availableProcessors() : 1);
    }

    /**
     * The same on a number of threads. Those who call from several threads ask for 1 each: matrices on several threads wait for each
     * other, and OpenBLAS's waiting threads keep cores busy.
     *
     * @param threads most threads for this one matrix, at least 1
     */
    public static Spectrum of(MatrixSource weights, int threads) {
        if (weights.rows() == 0 || weights.cols() == 0) {
            throw new IllegalArgumentException(
                    "a " + weights.rows() + " x " + weights.cols() + " matrix has no spectrum");
        }
        SpectrumRequest request = new SpectrumRequest(weights.rows(), weights.cols(), Precision.FLOAT64, threads);
        Route route = Backends.SELECTOR.route(BackendChoice.Auto.FAST, Accuracy.SMALL_VALUES_CERTAIN, request);
        return switch (SpectrumDriver.decompose(weights, route)) {
            case SpectrumResult result ->
                new Spectrum(result, Esd.of(result.singularValues(), weights.rows(), weights.cols()));
            case SpectrumFailure failure -> throw refusal(failure);
        };
    }

    private static RuntimeException refusal(SpectrumFailure failure) {
        return failure.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS
                ? new IllegalArgumentException(failure.detail())
                : new IllegalStateException(failure.detail());
    }

    /** Singular values, ascending. */
    public double[] singularValues() {
        return result.singularValues().clone();
    }

    /** Eigenvalues of W'W, ascending: the ESD. */
    public double[] eigenvalues() {
        return esd.eigenvalues().clone();
    }

    /** The tail's power law, or why there is none; WeightWatcher's data, eigenvalues above 1e-5. */
    public PowerLawOutcome powerLaw() {
        Optional<String> reason = esd.outOfRange();
        if (reason.isPresent()) {
            return new NoFit(reason.get());
        }
        // The base options ask for no other law.
        return (PowerLawOutcome) metrics().tail().outcome();
    }

    /**
     * All numbers, WeightWatcher's way.
     *
     * @throws IllegalArgumentException when the eigenvalues, squares of the singular values, are out of float64's range
     */
    public SpectralMetrics metrics() {
        return SpectralMetrics.of(esd, MetricsOptions.BASE.with(Extra.DET_X));
    }

    /** How the values were obtained: backend, routine, precision, residual. */
    public SpectrumResult result() {
        return result;
    }
}
