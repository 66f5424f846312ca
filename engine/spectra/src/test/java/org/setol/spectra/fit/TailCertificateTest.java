package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.fit.TailCertificate.Verdict;

/** A certificate is attacked: data are moved within their bounds, to corners chosen to bring another xmin about. */
final class TailCertificateTest {

    private static final int SPECTRA = 400;

    private static final int RANDOM_ATTACKS = 12;

    private static DataBounds bounds(double[] values, double bound) {
        double[] low = Arrays.stream(values)
                .map(x -> Math.max(1e-5, x - bound))
                .map(x -> Math.min(x, values[values.length - 1]))
                .toArray();
        double[] high = Arrays.stream(values).map(x -> x + bound).toArray();
        return new DataBounds(values, low, high);
    }

    private static PowerLawFit fit(double[] values, KsDistance ks) {
        return (PowerLawFit) PowerLaw.fitSorted(values, ks);
    }

    /** A bulk with a tail of its own exponent, a plain power law, or a bulk alone; ascending, above 1e-4. */
    private static double[] spectrum(SplittableRandom random) {
        int n = 20 + random.nextInt(150);
        int kind = random.nextInt(3);
        double exponent = 0.3 + 0.7 * random.nextDouble();
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double tail = Math.pow(1 - random.nextDouble(), -exponent);
            double bulk = 1e-4 + 1.2 * random.nextDouble();
            values[i] = kind == 0 || (kind == 1 && i < n / 4) ? tail : bulk;
        }
        Arrays.sort(values);
        return values;
    }

    /** Corners of the box at which the winner is worst against one of the candidates around, and random ones. */
    private static List<double[]> attacks(DataBounds data, int winner, SplittableRandom random) {
        List<double[]> corners = new ArrayList<>();
        for (int other = Math.max(0, winner - 8); other < Math.min(data.size() - 1, winner + 9); other++) {
            for (int corner = 0; corner < 16; corner++) {
                double[] moved =
                        (corner & 4) == 0 ? data.low().clone() : data.high().clone();
                for (int q = (corner & 8) == 0 ? data.size() : (winner + data.size()) / 2; q < data.size(); q++) {
                    moved[q] = (corner & 4) == 0 ? data.high()[q] : data.low()[q];
                }
                moved[winner] = (corner & 1) == 0 ? data.low()[winner] : data.high()[winner];
                moved[other] = (corner & 2) == 0 ? data.low()[other] : data.high()[other];
                Arrays.sort(moved);
                corners.add(moved);
            }
        }
        for (int k = 0; k < RANDOM_ATTACKS; k++) {
            double[] moved = new double[data.size()];
            Arrays.setAll(moved, q -> random.nextBoolean() ? data.low()[q] : data.high()[q]);
            Arrays.sort(moved);
            corners.add(moved);
        }
        return corners;
    }

    @ParameterizedTest
    @EnumSource(KsDistance.class)
    void noAttackWithinTheBoundsMovesACertifiedTail(KsDistance ks) {
        SplittableRandom random = new SplittableRandom(11);
        int certified = 0;
        for (int k = 0; k < SPECTRA; k++) {
            double[] values = spectrum(random);
            DataBounds data = bounds(values, Math.pow(10, -6 + 3 * random.nextDouble()));
            PowerLawFit fit = fit(values, ks);
            if (TailCertificate.of(data, fit) instanceof Verdict.Certified verdict) {
                certified++;
                for (double[] moved : attacks(data, fit.index(), random)) {
                    PowerLawFit attacked = fit(moved, ks);
                    assertThat(attacked.tail()).isEqualTo(fit.tail());
                    assertThat(attacked.alpha()).isBetween(verdict.leastAlpha() - 1e-9, verdict.mostAlpha() + 1e-9);
                    assertThat(attacked.distance()).isLessThanOrEqualTo(verdict.mostDistance() + 1e-9);
                }
            }
        }
        assertThat(certified).isGreaterThan(SPECTRA / 5);
    }

    /** The bound is needed: of what would be certified for a fifth of it, something falls to an attack within the whole. */
    @Test
    void aCertificateForAFifthOfTheBoundWouldBeWrong() {
        SplittableRandom random = new SplittableRandom(12);
        int fallen = 0;
        for (int k = 0; k < SPECTRA; k++) {
            double[] values = spectrum(random);
            double bound = Math.pow(10, -4 + 2 * random.nextDouble());
            PowerLawFit fit = fit(values, KsDistance.ONE_SIDED);
            if (TailCertificate.of(bounds(values, bound / 5), fit) instanceof Verdict.Certified) {
                boolean moved = attacks(bounds(values, bound), fit.index(), random).stream()
                        .anyMatch(attack -> fit(attack, KsDistance.ONE_SIDED).tail() != fit.tail());
                fallen += moved ? 1 : 0;
            }
        }
        assertThat(fallen).isGreaterThan(5);
    }

    /** Of exact data every fit is certain, whose second best candidate is worse by more than rounding. */
    @Test
    void exactDataAreCertified() {
        SplittableRandom random = new SplittableRandom(13);
        for (int k = 0; k < 50; k++) {
            double[] values = spectrum(random);
            assertThat(TailCertificate.of(bounds(values, 0), fit(values, KsDistance.ONE_SIDED)))
                    .isInstanceOf(Verdict.Certified.class);
        }
    }

    /** Moving one datum until two candidates are as good makes a second minimum of D as low as the first. */
    @Test
    void twoMinimaOfEqualDepthAreRefused() {
        double[] values = tied(new SplittableRandom(14));
        Verdict verdict = TailCertificate.of(bounds(values, 1e-5), fit(values, KsDistance.ONE_SIDED));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("xmin may as well be ")
                                .endsWith("differ by less than the bound moves them"));
    }

    /** Halves the way between two spectra of different winners until they are 1e-9 apart. */
    private static double[] tied(SplittableRandom random) {
        double[] one = spectrum(random);
        double[] other = one.clone();
        while (fit(other, KsDistance.ONE_SIDED).tail()
                == fit(one, KsDistance.ONE_SIDED).tail()) {
            other = Arrays.stream(one)
                    .map(x -> x * (1 + 0.1 * random.nextDouble()))
                    .sorted()
                    .toArray();
        }
        double[] from = one;
        double[] to = other;
        for (int k = 0; k < 30; k++) {
            double[] start = from;
            double[] end = to;
            double[] middle = new double[one.length];
            Arrays.setAll(middle, i -> (start[i] + end[i]) / 2);
            boolean same = fit(middle, KsDistance.ONE_SIDED).tail()
                    == fit(one, KsDistance.ONE_SIDED).tail();
            from = same ? middle : from;
            to = same ? to : middle;
        }
        return from;
    }

    @Test
    void aNeighbourWithinTheBoundOfXminIsRefused() {
        SplittableRandom random = new SplittableRandom(15);
        double[] values = spectrum(random);
        int winner = fit(values, KsDistance.ONE_SIDED).index();
        while (winner == 0) {
            values = spectrum(random);
            winner = fit(values, KsDistance.ONE_SIDED).index();
        }
        double gap = values[winner] - values[winner - 1];
        Verdict verdict = TailCertificate.of(bounds(values, 0.51 * gap), fit(values, KsDistance.ONE_SIDED));
        assertThat(verdict)
                .isEqualTo(new Verdict.Refused(
                        "xmin and the next smaller eigenvalue are equal within the bound", winner - 1));
    }

    @Test
    void aTailOfEqualValuesIsRefused() {
        double[] values = {0.1, 0.2, 0.3, 0.4, 5, 5.000001};
        PowerLawFit fit = new PowerLawFit(3, 5, 5.000001, 0.1, 1, 2, 4);
        assertThat(TailCertificate.of(bounds(values, 1e-5), fit))
                .isEqualTo(new Verdict.Refused("the tail's values are equal within the bound", 4));
    }

    /** The gradient's three coefficients against central differences, which err by the square of their step. */
    @Test
    void theGradientIsThatOfTheDeviation() {
        double[] values = {0.3, 0.5, 0.9, 1.4, 2.2, 4.1, 9.7};
        TailIntervals tails = new TailIntervals(bounds(values, 1e-9), KsDistance.ONE_SIDED);
        for (int i = 0; i < values.length - 1; i++) {
            for (int j = i; j < values.length; j++) {
                DeviationGradient gradient = DeviationGradient.of(tails, i, j, 1);
                for (int q = 0; q < values.length; q++) {
                    double expected = q < i
                            ? 0
                            : q == i ? gradient.atStart() : gradient.common() + (q == j ? gradient.atDatum() : 0);
                    assertThat(difference(values, i, j, q)).isCloseTo(expected, within(1e-7));
                }
            }
        }
    }

    private static double difference(double[] values, int i, int j, int q) {
        double step = 1e-4;
        double[] up = values.clone();
        up[q] *= Math.exp(step);
        double[] down = values.clone();
        down[q] *= Math.exp(-step);
        return (new TailIntervals(bounds(up, 0), KsDistance.ONE_SIDED).deviation(i, j)
                        - new TailIntervals(bounds(down, 0), KsDistance.ONE_SIDED).deviation(i, j))
                / (2 * step);
    }

    /** The extremes over the box are those of the formula at its corners. */
    @Test
    void intervalsHoldEveryCorner() {
        double[] values = {0.3, 0.5, 0.9, 1.4, 2.2};
        DataBounds data = bounds(values, 0.04);
        TailIntervals tails = new TailIntervals(data, KsDistance.TWO_SIDED);
        for (int corner = 0; corner < 1 << values.length; corner++) {
            double[] moved = new double[values.length];
            for (int q = 0; q < moved.length; q++) {
                moved[q] = (corner >> q & 1) == 0 ? data.low()[q] : data.high()[q];
            }
            TailIntervals there = new TailIntervals(bounds(moved, 0), KsDistance.TWO_SIDED);
            for (int i = 0; i < values.length - 1; i++) {
                assertThat(there.excess(i)).isBetween(tails.leastExcess(i) - 1e-12, tails.mostExcess(i) + 1e-12);
                for (int j = i; j < values.length; j++) {
                    assertThat(there.deviation(i, j))
                            .isBetween(tails.leastDeviation(i, j) - 1e-12, tails.mostDeviation(i, j) + 1e-12);
                }
            }
        }
    }

    @Test
    void boundsMustBoundAndAscend() {
        assertThatThrownBy(() -> new DataBounds(new double[] {1, 2}, new double[] {1, 2.5}, new double[] {1, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("datum 1 is 2.0, its bounds 2.5 and 3.0");
        assertThatThrownBy(() -> new DataBounds(new double[] {1}, new double[] {0}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataBounds(new double[1], new double[2], new double[1]))
                .hasMessage("bounds of 2 and 1 data for 1");
    }
}
