package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.setol.spectra.backend.TestMatrices.filled;
import static org.setol.spectra.backend.TestMatrices.random;
import static org.setol.spectra.backend.TestMatrices.times;
import static org.setol.spectra.backend.TestMatrices.transpose;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * What every {@link VectorBackend} owes. Subclass it with the backend, in the backend's module.
 *
 * <p>Every decomposition is checked in full: V V^T = I and V (A A^T) V^T = S^2, element by element. <b>Tolerances</b>,
 * with N = max(rows, cols), at least 8: each is a backward error, c N eps relative to 1 and to sigma_max^2, measured c <
 * 0.5; we allow c = 4. Planted vectors turn by the error over the gap of the squares (Davis and Kahan 1970, SIAM J.
 * Numer. Anal. 7(1)), at most twice that.
 */
public abstract class VectorBackendContract {

    private static final double C = 4;

    /** The backend under test; its status must be available. */
    protected abstract VectorBackend backend();

    /** Values and vectors on the heap. */
    private record Decomposition(double[] values, double[][] basis) {}

    @Test
    public void isAvailableAndNamedInLowerCase() {
        assertThat(backend().status()).isInstanceOf(BackendStatus.Available.class);
        assertThat(backend().name()).matches("[a-z][a-z0-9-]*");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void anEmptyMatrixHasNoVectors(Precision precision) {
        assertThat(decompose(new double[0][0], 0, 7, precision, 1).values).isEmpty();
        assertThat(decompose(new double[7][0], 7, 0, precision, 1).values).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theShorterSideOfAVectorIsOne(Precision precision) {
        for (double[][] a : new double[][][] {{{2, -3, 6}}, {{2}, {-3}, {6}}}) {
            Decomposition one = verified(a, precision);
            assertThat(one.values[0]).isCloseTo(7, within(7 * C * 8 * precision.epsilon()));
            assertThat(Math.abs(one.basis[0][0])).isCloseTo(1, within(C * 8 * precision.epsilon()));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theZeroMatrixHasAnOrthonormalBasisToo(Precision precision) {
        assertThat(verified(new double[9][5], precision).values).containsExactly(new double[5]);
        assertThat(verified(new double[5][9], precision).values).containsExactly(new double[5]);
    }

    /** Square, tall and wide; the gaps of the squares are at least 1 / n of the largest. */
    @ParameterizedTest
    @CsvSource({"24, 24", "40, 24", "200, 24", "24, 40", "24, 200", "3, 500", "500, 3", "65, 64"})
    public void plantedVectorsAreFound(int rows, int cols) {
        int n = Math.min(rows, cols);
        double[] values = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> Math.sqrt((double) k / n))
                .toArray();
        double[][] a = planted(rows, cols, values);
        for (Precision precision : Precision.values()) {
            Decomposition found = verified(a, precision);
            double error = C * Math.max(8, Math.max(rows, cols)) * precision.epsilon();
            for (int i = 0; i < n; i++) {
                double cosine = Math.abs(dot(found.basis[i], cosines(n, rows <= cols ? i : n - 1 - i)));
                assertThat(found.values[i]).isCloseTo(values[i], within(error / values[i]));
                assertThat(Math.sqrt(Math.max(0, 1 - cosine * cosine)))
                        .as("sine of the angle to vector %d", i)
                        // A cosine that is rounded to eps shows no sine below sqrt(2 eps).
                        .isLessThanOrEqualTo(2 * error * n + 2 * Math.sqrt(error));
            }
        }
    }

    /** Values 1, 1, 1, 2, 2: only the two spaces are determined. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void vectorsOfARepeatedValueSpanItsSpace(Precision precision) {
        double[][] a = planted(5, 30, new double[] {1, 1, 1, 2, 2});
        double[][] basis = verified(a, precision).basis;
        for (int i = 0; i < 5; i++) {
            double inLower = 0;
            for (int k = 0; k < 3; k++) {
                inLower += Math.pow(dot(basis[i], cosines(5, k)), 2);
            }
            assertThat(inLower).isCloseTo(i < 3 ? 1 : 0, within(C * 30 * precision.epsilon()));
        }
    }

    /** Integers, exact in every precision: the product of a 30 x 4 and a 4 x 25 matrix, and its transpose. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void aDeficientMatrixHasAFullBasis(Precision precision) {
        Random random = new Random(11);
        double[][] left = filled(30, 4, (i, j) -> random.nextInt(-3, 4));
        double[][] right = filled(4, 25, (i, j) -> random.nextInt(-3, 4));
        double[][] product = filled(
                30,
                25,
                (i, j) -> IntStream.range(0, 4)
                        .mapToDouble(k -> left[i][k] * right[k][j])
                        .sum());
        for (double[][] a : new double[][][] {product, transpose(product)}) {
            double[] values = verified(a, precision).values;
            double floor = backend().noiseFloor(new SpectrumRequest(30, 25, precision, 1)) * values[24];
            assertThat(Arrays.stream(values).filter(v -> v > floor).count()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 100", "FLOAT32, -100", "FLOAT64, 900", "FLOAT64, -900"})
    public void vectorsDoNotDependOnTheScale(Precision precision, int exponent) {
        double[][] a = random(20, 25, 7);
        double factor = Math.scalb(1.0, exponent);
        Decomposition plain = verified(a, precision);
        Decomposition scaled = decompose(times(factor, a), 20, 25, precision, 1);
        double error = C * 25 * precision.epsilon();
        double largest = plain.values[19];
        for (int i = 0; i < 20; i++) {
            double gap = gap(plain.values, i);
            double x = scaled.values[i] / factor;
            assertThat(Math.abs(x - plain.values[i]) * (x + plain.values[i]))
                    .isLessThanOrEqualTo(error * largest * largest);
            double cosine = Math.abs(dot(plain.basis[i], scaled.basis[i]));
            assertThat(1 - cosine).isLessThanOrEqualTo(Math.pow(4 * error * largest * largest / gap, 2) + error);
        }
    }

    /** Twice the way through the blocked code. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void moreThreadsGiveVectorsAsGood(Precision precision) {
        double[][] a = random(130, 110, 8);
        verify(a, decompose(a, 130, 110, precision, 2), precision);
        verify(transpose(a), decompose(transpose(a), 110, 130, precision, 2), precision);
    }

    @Test
    public void acceptsSmallLayersAndStatesWhatTheyNeed() {
        for (Precision precision : Precision.values()) {
            SpectrumRequest request = new SpectrumRequest(384, 1536, precision, 1);
            assertThat(backend().accepts(request)).isTrue();
            assertThat(backend().workspaceBytes(request)).isPositive();
            assertThat(backend().noiseFloor(request)).isBetween(Precision.FLOAT64.epsilon(), 0.1);
        }
    }

    /** Sum of values[k] u_k w_k^T: the orthonormal {@link #cosines} of both sides, in opposite orders. */
    private static double[][] planted(int rows, int cols, double[] values) {
        double[][] left = new double[values.length][];
        double[][] right = new double[values.length][];
        for (int k = 0; k < values.length; k++) {
            left[k] = cosines(rows, k);
            right[k] = cosines(cols, values.length - 1 - k);
        }
        return filled(
                rows,
                cols,
                (i, j) -> IntStream.range(0, values.length)
                        .mapToDouble(k -> values[k] * left[k][i] * right[k][j])
                        .sum());
    }

    /** Vector k of the orthonormal discrete cosine basis (DCT-II). */
    private static double[] cosines(int n, int k) {
        double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / n);
        return IntStream.range(0, n)
                .mapToDouble(i -> scale * Math.cos(Math.PI * (2 * i + 1) * k / (2.0 * n)))
                .toArray();
    }

    /** Distance of the square of value i to the nearest other one. */
    private static double gap(double[] values, int i) {
        double gap = Double.POSITIVE_INFINITY;
        for (int j = 0; j < values.length; j++) {
            if (j != i) {
                gap = Math.min(gap, Math.abs(values[i] - values[j]) * (values[i] + values[j]));
            }
        }
        return gap;
    }

    private Decomposition verified(double[][] a, Precision precision) {
        Decomposition found = decompose(a, a.length, a[0].length, precision, 1);
        verify(a, found, precision);
        return found;
    }

    private static void verify(double[][] a, Decomposition found, Precision precision) {
        double[][] rows = a.length <= a[0].length ? a : transpose(a);
        int n = rows.length;
        double error = C * Math.max(8, rows[0].length) * precision.epsilon();
        double square = found.values[n - 1] * found.values[n - 1];
        // Row i of V A: its products with the others are those of V A A^T V^T.
        double[][] turned = filled(n, rows[0].length, (i, j) -> {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += found.basis[i][k] * rows[k][j];
            }
            return sum;
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double value = i == j ? found.values[i] * found.values[i] : 0;
                assertThat(dot(found.basis[i], found.basis[j])).isCloseTo(i == j ? 1 : 0, within(error));
                assertThat(dot(turned[i], turned[j])).isCloseTo(value, within(error * square));
            }
        }
    }

    private Decomposition decompose(double[][] a, int rows, int cols, Precision precision, int threads) {
        int n = Math.min(rows, cols);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, rows, cols, precision);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    matrix.set(i, j, a[i][j]);
                }
            }
            Matrix basis = Matrix.allocate(arena, n, n, precision);
            SpectrumRequest request = new SpectrumRequest(rows, cols, precision, threads);
            SpectrumOutcome outcome = backend().singularVectors(matrix, basis, request);
            assertThat(outcome).isInstanceOf(SpectrumResult.class);
            double[] values = ((SpectrumResult) outcome).singularValues();
            assertThat(values).hasSize(n).isSorted();
            assertThat(((SpectrumResult) outcome).backend()).isEqualTo(backend().name());
            return new Decomposition(values, filled(n, n, basis::get));
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }
}
