package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/** Two implementations with no line in common, on matrices too large to know the answer of. */
final class LapackAgainstJavaTest {

    @ParameterizedTest
    @CsvSource({"200, 150", "150, 200", "300, 300", "900, 60", "60, 900"})
    void lapackAndJavaAgree(int rows, int cols) {
        float[] weights = new float[rows * cols];
        SplittableRandom random = new SplittableRandom(23);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.03 * random.nextGaussian());
        }
        MatrixSource source = StridedView.of(weights, rows, cols);
        double[] expected = values(source, new JavaBackend(), Precision.FLOAT64);
        for (Precision precision : Precision.values()) {
            double error = Math.max(rows, cols) * precision.epsilon();
            for (SpectrumBackend backend : List.of(new LapackGesddBackend(), new LapackGesvdBackend())) {
                assertClose(values(source, backend, precision), expected, error, 1);
            }
            assertClose(values(source, new LapackGramBackend(), precision), expected, error, 2);
        }
    }

    /** Compares {@code power}-th powers relative to the largest: the Gram route's errors are those of squares. */
    private static void assertClose(double[] actual, double[] expected, double error, int power) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = expected[expected.length - 1];
        for (int i = 0; i < expected.length; i++) {
            double x = Math.pow(actual[i] / largest, power);
            double y = Math.pow(expected[i] / largest, power);
            assertThat(Math.abs(x - y)).as("value %d", i).isLessThanOrEqualTo(error);
        }
    }

    private static double[] values(MatrixSource source, SpectrumBackend backend, Precision precision) {
        SpectrumRequest request = new SpectrumRequest(source.rows(), source.cols(), precision, 1);
        return ((SpectrumResult) SpectrumDriver.decompose(source, Route.of(request, backend))).singularValues();
    }
}
