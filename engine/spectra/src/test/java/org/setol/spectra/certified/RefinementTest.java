package org.setol.spectra.certified;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.backend.Reassembling;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.TestMatrices;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/** Of matrices whose singular vectors are the unit vectors: directions can be wrong by as much as a test wants. */
final class RefinementTest {

    private static final int LONGER = 700;
    private static final int SHORTER = 40;
    private static final int FROM = 32;

    /** What the values before were wrong by at most, in their own unit. */
    private static final double BOUND = 1e-2;

    /** Singular values 1, 1 + 1/40, ..., and eight large ones from 3 on, the closest pair 1e-6 apart. */
    private static double[] sigma() {
        double[] large = {3, 3 + 1e-6, 3.1, 3.2, 3.5, 4, 5, 9};
        return DoubleStream.concat(IntStream.range(0, FROM).mapToDouble(i -> 1 + i / 40.0), Arrays.stream(large))
                .toArray();
    }

    /** Orthonormal columns times sigma. */
    private static MatrixSource tall(double[] sigma) {
        double[] ones = new double[SHORTER];
        Arrays.fill(ones, 1);
        double[][] q = TestMatrices.planted(LONGER, SHORTER, ones, 3);
        double[] a = new double[LONGER * SHORTER];
        Arrays.setAll(a, k -> q[k / SHORTER][k % SHORTER] * sigma[k % SHORTER]);
        return StridedView.of(a, LONGER, SHORTER);
    }

    /** The last unit vectors, every element wrong by up to {@code error}. */
    private static Matrix directions(Arena arena, double error) {
        SplittableRandom random = new SplittableRandom(5);
        Matrix rows = Matrix.allocate(arena, SHORTER - FROM, SHORTER, Precision.FLOAT32);
        for (int k = 0; k < rows.rows(); k++) {
            for (int j = 0; j < SHORTER; j++) {
                rows.set(k, j, (j == FROM + k ? 1 : 0) + error * random.nextDouble(-1, 1));
            }
        }
        return rows;
    }

    private static double[] squares(double[] sigma) {
        return Arrays.stream(sigma).map(s -> s * s).toArray();
    }

    /** Values that are wrong by half the bound. */
    private static SpectrumResult before(double[] sigma) {
        double[] moved =
                Arrays.stream(sigma).map(s -> Math.sqrt(s * s + BOUND / 2)).toArray();
        SpectrumRequest request = new SpectrumRequest(LONGER, SHORTER, Precision.FLOAT32, 1);
        return SpectrumResult.unchecked(moved, "planted", "none", request)
                .withUncertainty(Uncertainty.within(BOUND, squares(moved)));
    }

    private static Optional<SpectrumResult> refined(MatrixSource source, double[] sigma, double error) {
        try (Arena arena = Arena.ofConfined()) {
            return new Refinement(FROM, directions(arena, error))
                    .of(source, before(sigma), new JavaProducts(), new Reassembling());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-7, 1e-5, 1e-3})
    void intervalsHoldTheEigenvaluesAndAreNarrowAsTheSquareOfTheError(double error) {
        double[] sigma = sigma();
        StridedView tall = (StridedView) tall(sigma);
        for (MatrixSource source : new MatrixSource[] {tall, tall.transpose()}) {
            SpectrumResult result = refined(source, sigma, error).orElseThrow();
            Uncertainty known = result.uncertainty().orElseThrow();
            double[] found = squares(result.singularValues());
            for (int i = FROM; i < SHORTER; i++) {
                double exact = sigma[i] * sigma[i];
                assertThat(exact).isBetween(known.low()[i], known.high()[i]);
                assertThat(found[i]).isBetween(known.low()[i] - 1e-13, known.high()[i] + 1e-13);
                // rho is at most 81 times the norm of 8 x 40 errors, eta at least 9 - 1.775^2 - BOUND.
                double rho = 81 * error * Math.sqrt(8 * 40);
                assertThat(known.high()[i] - known.low()[i]).isLessThan(rho * rho / 5 + 1e-10);
            }
            // Those below are as they were.
            assertThat(known.low()[3])
                    .isEqualTo(before(sigma).uncertainty().orElseThrow().low()[3]);
        }
    }

    /** A Ritz value is never above its eigenvalue, and with errors of 1e-3 visibly below. */
    @Test
    void ritzValuesErrDownwards() {
        double[] sigma = sigma();
        double[] found = refined(tall(sigma), sigma, 1e-3).orElseThrow().singularValues();
        for (int i = FROM; i < SHORTER; i++) {
            assertThat(found[i]).isLessThan(sigma[i] + 1e-13);
        }
        assertThat(sigma[SHORTER - 1] - found[SHORTER - 1]).isGreaterThan(1e-6);
    }

    @Test
    void directionsOfOtherValuesAreRefused() {
        double[] sigma = sigma();
        assertThat(refined(tall(sigma), sigma, 0.3)).isEmpty();
        double[] others = sigma.clone();
        others[SHORTER - 1] = 9.1;
        assertThat(refined(tall(others), sigma, 1e-7)).isEmpty();
    }

    /** A sum whose directions tell from where they were asked for. */
    private static GramSum sum(boolean found) {
        return new GramSum() {
            @Override
            public void add(Matrix panel) {
                throw new UnsupportedOperationException();
            }

            @Override
            public SpectrumOutcome singularValues() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Matrix> directions(int from, Arena arena) {
                Matrix rows = Matrix.allocate(arena, 100 - from, 100, Precision.FLOAT32);
                return found ? Optional.of(rows) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    private static Optional<Refinement> cut(int first, double bound, boolean found) {
        double[] eigenvalues = IntStream.range(0, 100)
                .mapToDouble(i -> i + (i >= 80 ? 0.5 : 0) + (i >= 90 ? 3 : 0))
                .toArray();
        try (Arena arena = Arena.ofConfined()) {
            return Refinement.from(first, Uncertainty.within(bound, eigenvalues), sum(found), arena);
        }
    }

    @Test
    void theSpaceBeginsAtTheWidestGapWithinReach() {
        assertThat(cut(95, 0.1, true).orElseThrow().from()).isEqualTo(90);
        assertThat(cut(89, 0.1, true).orElseThrow().from()).isEqualTo(80);
        assertThat(cut(76, 0.1, true).orElseThrow().from()).isEqualTo(75);
        assertThat(cut(74, 0.1, true)).as("more than a quarter").isEmpty();
        assertThat(cut(89, 0.6, true).orElseThrow().from()).isEqualTo(80);
        assertThat(cut(89, 0.8, true)).as("no gap").isEmpty();
        assertThat(cut(95, 0.1, false)).as("no directions").isEmpty();
    }
}
