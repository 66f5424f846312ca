package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/**
 * The Gram matrix added up in panels, against plain loops' singular values of the whole matrix. Tolerance as in the backends'
 * contract: eigenvalues of the Gram matrix err by at most 4 N eps lambda_max, N the longer side.
 */
final class LapackGramPanelsTest {

    private static final double C = 4;

    @ParameterizedTest
    @CsvSource({
        "513, 20, 1, 0",
        "20, 513, 1, 0",
        "1500, 33, 1, 0",
        "33, 1500, 2, 0",
        "1100, 40, 1, 800",
        "40, 1100, 1, -800",
        "600, 600, 2, 0"
    })
    void panelsGiveTheValuesOfTheWhole(int rows, int cols, int threads, int exponent) {
        StridedView weights = random(rows, cols, exponent);
        compare(weights, Precision.FLOAT64, threads);
    }

    /** Exponents that float32 cannot square. */
    @ParameterizedTest
    @CsvSource({"900, 30, 1, 0", "30, 900, 2, 0", "900, 30, 1, 80", "30, 900, 1, -80"})
    void inFloat32Too(int rows, int cols, int threads, int exponent) {
        compare(random(rows, cols, exponent), Precision.FLOAT32, threads);
    }

    private static void compare(MatrixSource weights, Precision precision, int threads) {
        SpectrumRequest request = new SpectrumRequest(weights.rows(), weights.cols(), precision, threads);
        SpectrumResult panels = result(weights, request, new LapackGramBackend());
        assertThat(panels.routine()).endsWith("(panels)");
        assertThat(panels.backend()).isEqualTo("lapack-gram");
        double[] expected = result(weights, request, new JavaBackend()).singularValues();
        double largest = expected[expected.length - 1];
        double allowed = C * Math.max(weights.rows(), weights.cols()) * precision.epsilon();
        for (int i = 0; i < expected.length; i++) {
            double x = panels.singularValues()[i] / largest;
            double y = expected[i] / largest;
            assertThat(Math.abs(x - y) * (x + y)).as("value %d", i).isLessThanOrEqualTo(allowed);
        }
    }

    private static SpectrumResult result(MatrixSource weights, SpectrumRequest request, SpectrumBackend backend) {
        SpectrumOutcome outcome = SpectrumDriver.decompose(weights, Route.of(request, backend));
        assertThat(outcome).isInstanceOf(SpectrumResult.class);
        return (SpectrumResult) outcome;
    }

    private static StridedView random(int rows, int cols, int exponent) {
        Random random = new Random(rows + 7L * cols);
        double[] elements = new double[rows * cols];
        Arrays.setAll(elements, i -> Math.scalb(random.nextGaussian(), exponent));
        return StridedView.of(elements, rows, cols);
    }
}
