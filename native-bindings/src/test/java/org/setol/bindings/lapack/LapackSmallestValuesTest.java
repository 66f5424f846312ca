package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.TestMatrices;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/** Against dgesdd and planted values; both may be wrong by n eps sigma_max, their difference by twice that. */
final class LapackSmallestValuesTest {

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    private static Optional<double[]> smallest(MatrixSource source, double beyond) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
            source.copyTo(matrix);
            return SmallestValues.find().orElseThrow().of(matrix, beyond, 1);
        }
    }

    private static double[] gesdd(MatrixSource source) {
        SpectrumRequest request = new SpectrumRequest(source.rows(), source.cols(), Precision.FLOAT64, 1);
        Route route = Route.of(request, new LapackGesddBackend());
        return ((SpectrumResult) SpectrumDriver.decompose(source, route)).singularValues();
    }

    private static MatrixSource planted(double... values) {
        int n = values.length;
        double[][] a = TestMatrices.planted(n, n, values, 3);
        return StridedView.of(Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray(), n, n);
    }

    private static void assertSame(double[] expected, double[] found, double largest, int n) {
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).as("value %d", i).isLessThan(2 * n * 0x1p-52 * largest);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GAUSSIAN", "STUDENT", "PLANTED", "POSITIVE", "CONSTANT_AND_NOISE", "GRADED", "BFLOAT16"})
    void theSmallestValuesAreGesddsOwn(Families family) {
        MatrixSource matrix = family.matrix(300, 300, 8);
        double[] expected = gesdd(matrix);
        for (int count : new int[] {1, 2, 6}) {
            double beyond = count == 1 ? 0 : (expected[count - 2] + expected[count - 1]) / 2;
            double[] found = smallest(matrix, beyond).orElseThrow();
            assertThat(found).hasSize(count);
            assertSame(expected, found, expected[299], 300);
        }
    }

    /** Three equal ones at the bottom: a single vector would find one of them. */
    @Test
    void aClusterAtTheBottomIsFoundWhole() {
        double[] values = new double[60];
        Arrays.setAll(values, i -> i < 3 ? 1e-6 : 1e-3 * (i + 1));
        double[] found = smallest(planted(values), 1e-5).orElseThrow();
        assertThat(found).hasSize(4);
        assertSame(values, found, 0.06, 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void matricesSmallerThanABlockAreSolvedWhole(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> i + 1);
        assertSame(values, smallest(planted(values), n - 0.5).orElseThrow(), n, 8);
    }

    /** 300 values within 1e-7 of each other: steps change little although the values are not found yet. */
    @Test
    void aSpectrumThatIsOneClusterIsLeftOpen() {
        assertThat(smallest(Families.ORTHONORMAL.matrix(300, 300, 8), 0)).isEmpty();
    }

    @Test
    void aSingularMatrixHasNone() {
        assertThat(smallest(StridedView.of(new double[9], 3, 3), 1)).isEmpty();
        assertThat(smallest(StridedView.of(new double[] {1, 2, 2, 4}, 2, 2), 1)).isEmpty();
    }

    /** The space searched has 64 dimensions. */
    @Test
    void tooManySmallValuesAreLeftOpen() {
        assertThat(smallest(Families.GAUSSIAN.matrix(150, 150, 8), 1e3)).isEmpty();
    }

    @Test
    void otherMatricesAndLimitsAreRefused() {
        SmallestValues values = new LapackSmallestValues();
        try (Arena arena = Arena.ofConfined()) {
            Matrix wide = Matrix.allocate(arena, 3, 4, Precision.FLOAT64);
            Matrix single = Matrix.allocate(arena, 3, 3, Precision.FLOAT32);
            Matrix square = Matrix.allocate(arena, 3, 3, Precision.FLOAT64);
            for (Runnable call : new Runnable[] {
                () -> values.of(wide, 0, 1),
                () -> values.of(single, 0, 1),
                () -> values.of(square, -1, 1),
                () -> values.of(square, Double.NaN, 1)
            }) {
                assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
