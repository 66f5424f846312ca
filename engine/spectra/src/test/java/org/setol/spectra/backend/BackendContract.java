package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.setol.spectra.backend.TestMatrices.filled;
import static org.setol.spectra.backend.TestMatrices.planted;
import static org.setol.spectra.backend.TestMatrices.random;
import static org.setol.spectra.backend.TestMatrices.times;
import static org.setol.spectra.backend.TestMatrices.transpose;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * What every {@link SpectrumBackend} owes. Subclass it with the backend, in the backend's module.
 *
 * <p>Expected values are planted, have closed forms, or were computed elsewhere with 60 digits; they never come from a
 * backend. <b>Tolerances</b>, with N = max(rows, cols), at least 8: a backward stable method has |error| <= c N eps
 * sigma_max (Weyl), measured c < 0.3; rounding the elements and planting by six reflectors add errors of the order of
 * sqrt(N) eps sigma_max. We allow c = 4. On the Gram matrix it is the squares that have such an error, relative to
 * sigma_max^2.
 */
public abstract class BackendContract {

    private static final double C = 4;

    /** The backend under test; its status must be available. */
    protected abstract SpectrumBackend backend();

    /** True when errors are those of the squared values: the Gram route. */
    protected boolean computesSquares() {
        return false;
    }

    @Test
    public void isAvailableAndNamedInLowerCase() {
        assertThat(backend().status()).isInstanceOf(BackendStatus.Available.class);
        assertThat(backend().name()).matches("[a-z][a-z0-9-]*");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void anEmptyMatrixHasNoValues(Precision precision) {
        assertThat(values(new double[0][0], 0, 7, precision, 1)).isEmpty();
        assertThat(values(new double[7][0], 7, 0, precision, 1)).isEmpty();
        assertThat(values(new double[0][0], 0, 0, precision, 1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theValueOfASingleElementIsItsMagnitude(Precision precision) {
        assertValues(new double[][] {{-0.375}}, precision, 0.375);
        assertValues(new double[][] {{0}}, precision, 0);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theValueOfAVectorIsItsLength(Precision precision) {
        assertValues(new double[][] {{2, -3, 6}}, precision, 7);
        assertValues(new double[][] {{2}, {-3}, {6}}, precision, 7);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theZeroMatrixHasOnlyZeros(Precision precision) {
        assertThat(values(new double[9][5], precision)).containsExactly(new double[5]);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theIdentityHasOnlyOnes(Precision precision) {
        double[] ones = new double[20];
        Arrays.fill(ones, 1);
        assertValues(filled(20, 20, (i, j) -> i == j ? 1 : 0), precision, ones);
        assertValues(filled(33, 20, (i, j) -> i == j ? -1 : 0), precision, ones);
    }

    /** Sylvester's matrix of order 32 is sqrt(32) times an orthogonal one, and exact in every precision. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void aHadamardMatrixHasOneValueRepeated(Precision precision) {
        double[] expected = new double[32];
        Arrays.fill(expected, Math.sqrt(32));
        assertValues(filled(32, 32, (i, j) -> 1 - 2 * (Integer.bitCount(i & j) & 1)), precision, expected);
    }

    /** Integers, exact in every precision: the product of a 30 x 4 and a 4 x 25 matrix. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void valuesBeyondTheRankLieBelowTheNoiseFloor(Precision precision) {
        Random random = new Random(11);
        double[][] left = filled(30, 4, (i, j) -> random.nextInt(-3, 4));
        double[][] right = filled(4, 25, (i, j) -> random.nextInt(-3, 4));
        double[][] product = filled(
                30,
                25,
                (i, j) -> IntStream.range(0, 4)
                        .mapToDouble(k -> left[i][k] * right[k][j])
                        .sum());
        double[] values = values(product, precision);
        double floor = backend().noiseFloor(new SpectrumRequest(30, 25, precision, 1)) * values[24];
        assertThat(Arrays.stream(values).filter(value -> value > floor).count()).isEqualTo(4);
    }

    /** diag of 30 powers of ten; elements are exact singular values, from far below to far above 1. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 30", "FLOAT64, 300"})
    public void gradedMagnitudesNeitherOverflowNorVanish(Precision precision, int exponent) {
        double[] powers = IntStream.rangeClosed(0, 30)
                .mapToDouble(k -> Math.pow(10, exponent * (k - 15) / 15.0))
                .toArray();
        assertValues(filled(31, 31, (i, j) -> i == j ? powers[(7 * i) % 31] : 0), precision, powers);
    }

    /** Values of the 12 x 12 Hilbert matrix, by mpmath.eigsy with 60 digits. Its condition number is 1.7e16. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theHilbertMatrixIsAccurateRelativeToItsLargestValue(Precision precision) {
        double[] expected = {
            1.0479463979622267e-16, 2.6490214934448866e-14, 3.1113548972269166e-12, 2.251964553490077e-10,
            1.122861066751703e-8, 4.0823761103861774e-7, 1.1163357483224427e-5, 0.00023308908902178066,
            0.003722312237891166, 0.04473854875218108, 0.3802752459550371, 1.7953720595619973
        };
        assertValues(filled(12, 12, (i, j) -> 1.0 / (i + j + 1)), precision, expected);
    }

    /** tridiag(-1, 2, -1): 2 - 2 cos(k pi / (n + 1)). */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theSecondDifferenceHasItsClosedForm(Precision precision) {
        int n = 40;
        double[] expected = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> 2 - 2 * Math.cos(k * Math.PI / (n + 1)))
                .toArray();
        assertValues(filled(n, n, (i, j) -> i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0), precision, expected);
    }

    /** Ones on and below the diagonal: 1 / (2 sin((2 k - 1) pi / (4 n + 2))). Not symmetric. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theSummationMatrixHasItsClosedForm(Precision precision) {
        int n = 45;
        double[] expected = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> 0.5 / Math.sin((2 * k - 1) * Math.PI / (4 * n + 2)))
                .sorted()
                .toArray();
        assertValues(filled(n, n, (i, j) -> i >= j ? 1 : 0), precision, expected);
    }

    /** All ways a backend may take: square, slightly and very tall, slightly and very wide. */
    @ParameterizedTest
    @CsvSource({"40, 40", "50, 40", "200, 30", "40, 50", "30, 200", "65, 64", "2, 500", "500, 2"})
    public void plantedValuesAreFound(int rows, int cols) {
        int n = Math.min(rows, cols);
        double[] expected = IntStream.range(0, n)
                .mapToDouble(k -> 0.01 + Math.pow((k + 1.0) / n, 3))
                .toArray();
        for (Precision precision : Precision.values()) {
            assertValues(planted(rows, cols, expected, 17), precision, expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void theTransposeHasTheSameValues(Precision precision) {
        double[][] a = random(60, 23, 5);
        assertClose(values(a, precision), values(transpose(a), precision), 60, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void orderAndSignOfRowsAndColumnsDoNotMatter(Precision precision) {
        double[][] a = random(30, 41, 6);
        List<Integer> rows = shuffled(30, 1);
        List<Integer> cols = shuffled(41, 2);
        double[][] b = filled(30, 41, (i, j) -> (i % 3 == 0 ? -1 : 1) * a[rows.get(i)][cols.get(j)]);
        assertClose(values(a, precision), values(b, precision), 41, precision);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 10", "FLOAT32, -10", "FLOAT32, 100", "FLOAT32, -100"})
    @CsvSource({"FLOAT64, 10", "FLOAT64, -10", "FLOAT64, 900", "FLOAT64, -900"})
    public void valuesScaleWithTheMatrix(Precision precision, int exponent) {
        double[][] a = random(20, 25, 7);
        double factor = Math.scalb(1.0, exponent);
        double[] scaled = values(times(factor, a), precision);
        double[] back = Arrays.stream(scaled).map(value -> value / factor).toArray();
        assertClose(values(a, precision), back, 25, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void moreThreadsGiveTheSameValues(Precision precision) {
        double[][] a = random(130, 110, 8);
        assertClose(values(a, precision), values(a, 130, 110, precision, 2), 130, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    public void resultsPassTheSelfCheckWithRoomToSpare(Precision precision) {
        SpectrumRequest request = new SpectrumRequest(90, 70, precision, 1);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = matrix(arena, random(90, 70, 9), 90, 70, precision);
            FrobeniusNorm norm = (FrobeniusNorm) WeightScan.of(matrix);
            SpectrumResult result = (SpectrumResult) backend().singularValues(matrix, request);
            SelfCheck.Verdict verdict = SelfCheck.verify(result.singularValues(), request, norm);
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            SelfCheck.Verdict.Passed.class,
                            passed -> assertThat(passed.residual())
                                    .isLessThan(SelfCheck.tolerance(90, 70, precision) / 10));
            assertThat(result.backend()).isEqualTo(backend().name());
            assertThat(result.precision()).isEqualTo(precision);
        }
    }

    @Test
    public void acceptsOrdinaryLayersAndStatesWhatTheyNeed() {
        for (Precision precision : Precision.values()) {
            SpectrumRequest request = new SpectrumRequest(768, 3072, precision, 1);
            assertThat(backend().accepts(request)).isTrue();
            assertThat(backend().workspaceBytes(request)).isPositive();
            assertThat(backend().noiseFloor(request)).isBetween(Precision.FLOAT64.epsilon(), 0.1);
            assertThat(backend().flops(request)).isGreaterThan(768.0 * 768 * 768);
        }
    }

    private static List<Integer> shuffled(int n, long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    private void assertValues(double[][] a, Precision precision, double... expected) {
        assertClose(expected, values(a, precision), Math.max(a.length, a[0].length), precision);
    }

    private void assertClose(double[] expected, double[] actual, int longSide, Precision precision) {
        double relative = C * Math.max(8, longSide) * precision.epsilon();
        double largest = expected[expected.length - 1];
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            // Divided by the largest first, so that squares stay in range.
            double x = largest == 0 ? actual[i] : actual[i] / largest;
            double y = largest == 0 ? 0 : expected[i] / largest;
            double error = computesSquares() ? Math.abs(x - y) * (x + y) : Math.abs(x - y);
            assertThat(error)
                    .as("value %d: expected %s, got %s, largest %s", i, expected[i], actual[i], largest)
                    .isLessThanOrEqualTo(relative);
        }
    }

    private double[] values(double[][] a, Precision precision) {
        return values(a, a.length, a[0].length, precision, 1);
    }

    private double[] values(double[][] a, int rows, int cols, Precision precision, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = matrix(arena, a, rows, cols, precision);
            SpectrumOutcome outcome =
                    backend().singularValues(matrix, new SpectrumRequest(rows, cols, precision, threads));
            assertThat(outcome).isInstanceOf(SpectrumResult.class);
            double[] values = ((SpectrumResult) outcome).singularValues();
            assertThat(values).hasSize(Math.min(rows, cols)).isSorted();
            assertThat(Arrays.stream(values)).allMatch(value -> value >= 0);
            return values;
        }
    }

    private static Matrix matrix(Arena arena, double[][] a, int rows, int cols, Precision precision) {
        Matrix matrix = Matrix.allocate(arena, rows, cols, precision);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                matrix.set(i, j, a[i][j]);
            }
        }
        return matrix;
    }
}
