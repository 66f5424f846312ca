package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

final class LowRankProductTest {

    /** Both ways are backward stable with constants of a few times the number of rows, 300 at most here. */
    private static final double TOLERANCE = 1e-12;

    private static double[] singularValues(MatrixSource source) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
            source.copyTo(matrix);
            SpectrumRequest request = new SpectrumRequest(source.rows(), source.cols(), Precision.FLOAT64, 1);
            return ((SpectrumResult) new JavaBackend().singularValues(matrix, request)).singularValues();
        }
    }

    private static StridedView random(long seed, int rows, int cols) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows * cols];
        Arrays.setAll(values, k -> random.nextGaussian());
        return StridedView.of(values, rows, cols);
    }

    @Test
    void isTheProductToTheLastBitWhereThatIsExact() {
        int m = 7;
        int r = 3;
        int n = 5;
        double[] left = new double[m * r];
        double[] right = new double[r * n];
        Arrays.setAll(left, k -> k % 11 - 5);
        Arrays.setAll(right, k -> k % 7 - 3);
        LowRankProduct product = new LowRankProduct(StridedView.of(left, m, r), StridedView.of(right, r, n), 0.25);
        try (Arena arena = Arena.ofConfined()) {
            Matrix straight = Matrix.allocate(arena, m, n, Precision.FLOAT64);
            Matrix transposed = Matrix.allocate(arena, n, m, Precision.FLOAT32);
            product.copyTo(straight);
            product.transpose().copyTo(transposed);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < r; k++) {
                        sum += left[i * r + k] * right[k * n + j];
                    }
                    assertThat(straight.get(i, j)).isEqualTo(0.25 * sum);
                    assertThat(transposed.get(j, i)).isEqualTo(0.25 * sum);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"300,4,200", "60,16,60", "40,1,90", "5,8,200", "200,8,5", "6,8,7", "64,64,64", "1,3,50", "12,12,30"})
    void theCoreHasTheSingularValuesOfTheProductButItsZeros(int m, int r, int n) {
        LowRankProduct product = new LowRankProduct(random(1, m, r), random(2, r, n), -1.75);

        double[] whole = singularValues(product);
        double[] core = singularValues(product.core());

        int count = Math.min(r, Math.min(m, n));
        double top = whole[whole.length - 1];
        assertThat(core).hasSize(count);
        for (int k = 0; k < whole.length - count; k++) {
            assertThat(whole[k]).as("zero").isLessThan(TOLERANCE * top);
        }
        for (int k = 0; k < count; k++) {
            assertThat(core[k]).isCloseTo(whole[whole.length - count + k], within(TOLERANCE * top));
        }
    }

    @Test
    void aCoreOfOrthogonalFactorsIsExact() {
        // Unit vectors as columns: the product has 3, 2 and 1 on its diagonal.
        double[] left = new double[10 * 3];
        double[] right = new double[3 * 8];
        for (int k = 0; k < 3; k++) {
            left[k * 3 + k] = 3 - k;
            right[k * 8 + k] = 1;
        }
        LowRankProduct product = new LowRankProduct(StridedView.of(left, 10, 3), StridedView.of(right, 3, 8), 2);

        assertThat(singularValues(product.core())).containsExactly(2, 4, 6);
    }

    @Test
    void factorsOfLowerRankLeaveZeros() {
        double[] left = new double[40 * 4];
        for (int i = 0; i < 40; i++) {
            Arrays.fill(left, 4 * i, 4 * i + 4, i + 1);
        }
        LowRankProduct product = new LowRankProduct(StridedView.of(left, 40, 4), random(3, 4, 30), 1);

        double[] core = singularValues(product.core());

        assertThat(core[2]).isLessThan(TOLERANCE * core[3]);
        assertThat(core[3]).isPositive();
        LowRankProduct nothing = new LowRankProduct(random(4, 40, 4), StridedView.of(new double[120], 4, 30), 1);
        assertThat(singularValues(nothing.core())).containsOnly(0);
    }

    @Test
    void refusesFactorsThatDoNotFit() {
        StridedView left = random(1, 4, 3);
        StridedView right = random(1, 2, 5);

        assertThatThrownBy(() -> new LowRankProduct(left, right, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 x 3")
                .hasMessageContaining("2 x 5");
    }
}
