package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.setol.spectra.backend.TestMatrices.filled;
import static org.setol.spectra.backend.TestMatrices.planted;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Known spectra and the one-stage route. Tolerance: each of the n reflections has a backward error of a few eps times the
 * norm (Higham 2002, lemma 19.3), so eigenvalues have one of at most 4 n eps lambda_max; at least 32 eps, as in small
 * matrices the constants count.
 */
final class TwoStageEigenvaluesTest {

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    private static double tolerance(int n, Precision precision) {
        return Math.max(32, 4 * n) * precision.epsilon();
    }

    /** Ascending eigenvalues of a symmetric matrix; NaN above the diagonal, which is not to be read. */
    private static double[] eigenvalues(GramEigenvalues way, double[][] a, Precision precision, int threads) {
        return found(way, a, precision, threads).ascending();
    }

    private static GramEigenvalues.Found found(GramEigenvalues way, double[][] a, Precision precision, int threads) {
        int n = a.length;
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, n, n, precision);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    // Row-major upper is LAPACK's lower.
                    matrix.set(i, j, j >= i ? a[i][j] : Double.NaN);
                }
            }
            MemorySegment gram = matrix.segment();
            GramEigenvalues.Outcome outcome =
                    BlasThreads.with(threads, () -> way.of(n, gram, new Workspace(arena, precision)));
            assertThat(outcome).isInstanceOf(GramEigenvalues.Found.class);
            return (GramEigenvalues.Found) outcome;
        }
    }

    private static void assertSpectrum(double[][] a, double[] expected, Precision precision) {
        for (int threads = 1; threads <= 2; threads++) {
            double[] actual = eigenvalues(new TwoStageEigenvalues(threads), a, precision, threads);
            assertClose(actual, expected, precision);
        }
    }

    private static void assertClose(double[] actual, double[] expected, Precision precision) {
        int n = expected.length;
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).hasSize(n).isSorted();
        for (int k = 0; k < n; k++) {
            assertThat(actual[k]).as("value %d", k).isCloseTo(expected[k], within(largest * tolerance(n, precision)));
        }
    }

    /** Q diag Q^T, its largest value 1. */
    private static double[][] withEigenvalues(double[] values) {
        int n = values.length;
        double[][] q = planted(n, n, IntStream.range(0, n).mapToDouble(i -> 1).toArray(), 23);
        return filled(
                n,
                n,
                (i, j) -> IntStream.range(0, n)
                        .mapToDouble(k -> q[i][k] * values[k] * q[j][k])
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 63, 64, 65, 66, 67, 96, 127, 128, 129, 130, 131, 191, 257})
    void plantedSpectraAreFoundAtEverySide(int n) {
        double[] values = IntStream.range(0, n)
                .mapToDouble(k -> Math.pow((k + 1.0) / n, 3))
                .toArray();
        double[][] a = withEigenvalues(values);
        for (Precision precision : Precision.values()) {
            assertSpectrum(a, values, precision);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void clustersGapsAndZerosAreFound(Precision precision) {
        int n = 150;
        assertSpectrum(withEigenvalues(sorted(n, k -> k < 130 ? 0 : 1)), sorted(n, k -> k < 130 ? 0 : 1), precision);
        assertSpectrum(
                withEigenvalues(sorted(n, k -> Math.pow(10, -k / 10.0))),
                sorted(n, k -> Math.pow(10, -k / 10.0)),
                precision);
        assertSpectrum(withEigenvalues(sorted(n, k -> 1 - 1e-9 * k)), sorted(n, k -> 1 - 1e-9 * k), precision);
        assertSpectrum(filled(n, n, (i, j) -> i == j ? 5 : 0), sorted(n, k -> 5), precision);
        assertSpectrum(new double[n][n], new double[n], precision);
    }

    private static double[] sorted(int n, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, n).mapToDouble(value).sorted().toArray();
    }

    /** Ranks of which the reduction ends early, and the zeros that it then does not compute. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 64, 150, 300})
    void lowRankEndsEarlyAndKeepsItsValues(int rank) {
        int n = 600;
        double[] values = sorted(n, k -> k < n - rank ? 0 : 1 - 0.5 * (n - 1 - k) / n);
        double[][] a = withEigenvalues(values);
        for (Precision precision : Precision.values()) {
            assertSpectrum(a, values, precision);
            assertThat(route(a, precision)).startsWith("band+stop+chase");
        }
    }

    /** Full rank, a spike far above the rest, and values that fall to 1e-8 of the largest: nothing is left out of these. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void fullRankIsReducedToItsEnd(Precision precision) {
        int n = 200;
        double least = precision == Precision.FLOAT32 ? 1e-4 : 1e-8;
        double[] graded = sorted(n, k -> Math.pow(least, k / (n - 1.0)));
        double[] spike = sorted(n, k -> k == 0 ? 1 : least);
        for (double[] values : new double[][] {graded, spike}) {
            double[][] a = withEigenvalues(values);
            assertSpectrum(a, values, precision);
            assertThat(route(a, precision)).isEqualTo("band+chase+dsterf");
        }
    }

    /** Values below rounding errors are any of that size, and the large ones what they were. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void gradedBeyondRoundingKeepsTheLargeValues(Precision precision) {
        double[] values = sorted(400, k -> Math.pow(10, -k / 8.0));
        assertSpectrum(withEigenvalues(values), values, precision);
    }

    private static String route(double[][] a, Precision precision) {
        return found(new TwoStageEigenvalues(1), a, precision, 1).route();
    }

    /** tridiag(-1, 2, -1), a band narrower than ours: 2 - 2 cos(k pi / (n + 1)). */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void theSecondDifferenceHasItsClosedForm(Precision precision) {
        int n = 201;
        double[] expected = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> 2 - 2 * Math.cos(k * Math.PI / (n + 1)))
                .toArray();
        assertSpectrum(filled(n, n, (i, j) -> i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0), expected, precision);
    }

    /** The Kac-Murdock-Szego Toeplitz matrix and Wilkinson's, whose upper values come in pairs, by the other route. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void itAgreesWithTheOneStageRoute(Precision precision) {
        int n = 141;
        SplittableRandom random = new SplittableRandom(5);
        double[][] noise = filled(n, n, (i, j) -> random.nextDouble(-1, 1));
        for (double[][] a : new double[][][] {
            filled(n, n, (i, j) -> Math.pow(0.9, Math.abs(i - j))),
            filled(n, n, (i, j) -> i == j ? Math.abs(i - n / 2) : Math.abs(i - j) == 1 ? 1 : 0),
            filled(n, n, (i, j) -> noise[Math.max(i, j)][Math.min(i, j)])
        }) {
            assertSpectrum(a, eigenvalues(new SytrdEigenvalues(1), a, Precision.FLOAT64, 1), precision);
        }
    }

    /** A float32 matrix stays within the bound that entry 7 of benchmarks/NOTES.md gives for one-stage reductions. */
    @Test
    void float32ErrorsAreThoseOfAReductionAndNotOfItsEnd() {
        int n = 300;
        SplittableRandom random = new SplittableRandom(9);
        double[][] w = filled(n, n, (i, j) -> random.nextDouble(-1, 1));
        double[][] a = filled(n, n, (i, j) -> (float)
                IntStream.range(0, n).mapToDouble(k -> w[i][k] * w[j][k]).sum());
        double[] exact = eigenvalues(new SytrdEigenvalues(1), a, Precision.FLOAT64, 1);
        double[] actual = eigenvalues(new TwoStageEigenvalues(1), a, Precision.FLOAT32, 1);
        double norm = Math.sqrt(Arrays.stream(exact).map(x -> x * x).sum());
        double bound = (8 * exact[n - 1] + norm) * Precision.FLOAT32.epsilon();
        for (int k = 0; k < n; k++) {
            assertThat(actual[k]).isCloseTo(exact[k], within(bound));
        }
    }

    @Test
    void largeSidesTakeItAndTheRouteSaysSo() {
        assertThat(GramEigenvalues.forSide(TwoStageEigenvalues.LEAST_SIDE - 1, 1))
                .isInstanceOf(SytrdEigenvalues.class);
        assertThat(GramEigenvalues.forSide(TwoStageEigenvalues.LEAST_SIDE, 1)).isInstanceOf(TwoStageEigenvalues.class);
        try (Arena arena = Arena.ofConfined()) {
            Workspace workspace = new Workspace(arena, Precision.FLOAT32);
            GramEigenvalues.Outcome outcome = new TwoStageEigenvalues(1).of(5, workspace.numbers(25), workspace);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            GramEigenvalues.Found.class,
                            found -> assertThat(found.route()).isEqualTo("band+chase+dsterf"));
        }
    }
}
