package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.Spectrum;
import org.setol.spectra.backend.JavaGramRoutines;
import org.setol.spectra.metrics.RandomisedTest.Elements;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.source.PermutedSource;
import org.setol.spectra.source.StridedView;

/** The certified search against the whole spectrum of the same permuted matrix. */
final class TrapSearchTest {

    private static final int ROWS = 40;
    private static final int COLS = 24;

    private static PermutedSource permuted(double[] elements, int rows, int cols, long seed) {
        return new PermutedSource(StridedView.of(elements, rows, cols), seed, PermutedSource.stream(0, 0, 0));
    }

    private static TrapSearch search(PermutedSource permuted) {
        return TrapSearch.of(permuted, new JavaGramRoutines(), 1, new RandomWords(permuted.seed(), -1));
    }

    private static TrapSearch.Found full(PermutedSource permuted) {
        double[] sigma = Spectrum.of(permuted).singularValues();
        double[] eigenvalues = new double[sigma.length];
        for (int k = 0; k < sigma.length; k++) {
            eigenvalues[k] = sigma[k] * sigma[k];
        }
        return TrapSearch.reference(eigenvalues, permuted.rows(), permuted.cols(), "full");
    }

    /** Compares the two routes; returns the number of traps. */
    private static int sameTraps(double[] elements, int rows, int cols, long seed) {
        PermutedSource permuted = permuted(elements, rows, cols, seed);
        TrapSearch.Found expected = full(permuted);
        TrapSearch.Found found = (TrapSearch.Found) search(permuted);
        // N u trace of rounding, trace at most n lambda_max: 1e-13 of it here; the square of a residual of 1e-9 is
        // less.
        double tolerance = 1e-12 * expected.largest();
        assertThat(found.largest()).isCloseTo(expected.largest(), within(tolerance));
        assertThat(found.traps()).hasSameSizeAs(expected.traps());
        for (int k = 0; k < found.traps().size(); k++) {
            Trap trap = found.traps().get(k);
            Trap reference = expected.traps().get(k);
            assertThat(trap.eigenvalue()).isCloseTo(reference.eigenvalue(), within(tolerance));
            assertThat(trap.edge()).isCloseTo(reference.edge(), within(tolerance));
            // In units of the fluctuation, which is the edge times at least 0.03 here.
            assertThat(trap.excess()).isCloseTo(reference.excess(), within(100 * tolerance / trap.edge()));
        }
        return found.traps().size();
    }

    /** The same trials as in {@link RandomisedTest}: none of 3,000 has a trap, and the two routes agree on all. */
    @ParameterizedTest
    @EnumSource(Elements.class)
    void noneOfAThousandCleanMatricesHasATrapAndBothRoutesAgree(Elements elements) {
        int alarms = 0;
        for (int trial = 0; trial < 1000; trial++) {
            alarms += sameTraps(elements.matrix(ROWS, COLS, trial), ROWS, COLS, trial);
        }
        assertThat(alarms).isZero();
    }

    /** A thousand with one large element each, from invisible to far out: strength 0.5 to 4 of the critical (N M)^(1/4). */
    @ParameterizedTest
    @EnumSource(Elements.class)
    void plantedTrapsAreTheSameAtEveryStrength(Elements elements) {
        double critical = Math.pow(ROWS * (double) COLS, 0.25);
        int strong = 0;
        int found = 0;
        for (int trial = 0; trial < 1000; trial++) {
            double[] planted = elements.matrix(ROWS, COLS, trial);
            double strength = 0.5 + 3.5 * trial / 1000;
            planted[trial % planted.length] += strength * critical;
            int traps = sameTraps(planted, ROWS, COLS, trial);
            strong += strength > 2.5 ? 1 : 0;
            found += strength > 2.5 && traps > 0 ? 1 : 0;
        }
        // The outlier stands at theta^2 + N + M + N M / theta^2, at 2.5 (N M)^(1/4) 279, the edge at 185, the outlier's
        // standard deviation 2 theta = 28: below the edge with probability 4e-4, and less for stronger ones.
        assertThat(found).isGreaterThanOrEqualTo(strong - 3);
    }

    @Test
    void severalTrapsLowerTheEdgeForEachOtherInBothRoutes() {
        int most = 0;
        for (int trial = 0; trial < 50; trial++) {
            double[] planted = Elements.GAUSSIAN.matrix(90, 70, trial);
            SplittableRandom random = new SplittableRandom(trial);
            for (int k = 0; k < 12; k++) {
                planted[random.nextInt(planted.length)] += 4 + 3.0 * k;
            }
            most = Math.max(most, sameTraps(planted, 90, 70, trial));
        }
        assertThat(most).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theCertificateSaysWhatItTook() {
        TrapSearch.Found clean = (TrapSearch.Found) search(permuted(Elements.GAUSSIAN.matrix(40, 24, 1), 40, 24, 1));
        assertThat(clean.certificate().describe()).matches("Cholesky \\(java\\): 1 factorisation, \\d+ Lanczos steps");
        TrapSearch.Certificate twice = TrapSearch.Certificate.of(List.of(clean.certificate(), clean.certificate()));
        assertThat(twice.describe()).startsWith("Cholesky (java): 2 factorisations, ");
        assertThat(TrapSearch.Certificate.without("full").describe()).isEqualTo("full");
    }

    @Test
    void theShortSideMayBeEither() {
        double[] planted = Elements.GAUSSIAN.matrix(30, 50, 1);
        planted[7] = 30;
        assertThat(sameTraps(planted, 30, 50, 3)).isEqualTo(1);
        assertThat(sameTraps(planted, 50, 30, 3)).isEqualTo(1);
    }

    @Test
    void degenerateMatricesHaveTheFullRoutesTraps() {
        double[] single = new double[30 * 20];
        single[77] = 3;
        assertThat(sameTraps(single, 30, 20, 1)).isEqualTo(1);
        assertThat(search(permuted(new double[600], 30, 20, 1)))
                .isEqualTo(
                        new TrapSearch.Found(0, List.of(), new TrapSearch.Certificate("all weights are zero", 0, 0)));
        assertThat(sameTraps(new double[] {2}, 1, 1, 1)).isZero();
        assertThat(sameTraps(new double[] {2, 1}, 1, 2, 1)).isZero();
        double[] nan = new double[600];
        nan[3] = Double.NaN;
        assertThat(search(permuted(nan, 30, 20, 1))).isInstanceOf(TrapSearch.Failed.class);
    }

    @Test
    void magnitudesWhoseSquaresLeaveTheRangeAreScaled() {
        double[] planted = Elements.GAUSSIAN.matrix(30, 20, 1);
        planted[7] = 30;
        TrapSearch.Found plain = (TrapSearch.Found) search(permuted(planted, 30, 20, 1));
        for (int exponent : new int[] {-400, 400}) {
            double[] scaled = planted.clone();
            for (int k = 0; k < scaled.length; k++) {
                scaled[k] = Math.scalb(scaled[k], exponent);
            }
            TrapSearch.Found found = (TrapSearch.Found) search(permuted(scaled, 30, 20, 1));
            double ratio = Math.scalb(found.largest(), -2 * exponent) / plain.largest();
            assertThat(ratio).isCloseTo(1, within(1e-12));
            assertThat(found.traps()).hasSize(1);
        }
    }
}
