package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.setol.spectra.fit.Alternative.Law;

/** Planted distributions are recognised; xmin is held at the smallest datum so that the law fitted is the law planted. */
final class AlternativesTest {

    private static final int N = 2000;

    private static Alternatives whole(double[] sorted) {
        double sum = 0;
        for (double x : sorted) {
            sum += Math.log(x / sorted[0]);
        }
        double alpha = 1 + sorted.length / sum;
        PowerLawFit fit = new PowerLawFit(alpha, sorted[0], sorted[sorted.length - 1], 0, 0, sorted.length, 0);
        return Alternatives.of(sorted, fit);
    }

    @Test
    void aPowerLawIsNotTakenForAnythingElse() {
        Alternatives all = whole(Planted.sample(N, 41, r -> Planted.powerLaw(r, 2.5)));
        assertThat(all.of(Law.EXPONENTIAL).verdict()).isEqualTo("power_law");
        assertThat(all.laws())
                .noneMatch(found -> found.verdict().equals(found.law().label()));
        assertThat(all.bestByAic()).isEqualTo("power_law");
    }

    @Test
    void anExponentialIsFoundWithItsRate() {
        Alternatives all = whole(Planted.sample(N, 42, r -> 1 - Math.log(1 - r.nextDouble()) / 0.7));
        Alternative exponential = all.of(Law.EXPONENTIAL);
        assertThat(exponential.verdict()).isEqualTo("exponential");
        // Standard error 0.7 / sqrt(2000) = 0.016.
        assertThat(exponential.first()).isCloseTo(0.7, within(0.064));
        // It is a stretched exponential with beta = 1 too: a parameter more, no gain beyond chance.
        Alternative stretched = all.of(Law.STRETCHED_EXPONENTIAL);
        assertThat(stretched.first()).isCloseTo(1, within(0.2));
        assertThat(stretched.aic()).isBetween(exponential.aic() - 14, exponential.aic() + 2.0001);
    }

    @Test
    void aLognormalIsFoundWithItsParameters() {
        Alternatives all = whole(Planted.sample(N, 43, r -> Planted.lognormal(r, 1, 0.5)));
        Alternative lognormal = all.of(Law.LOGNORMAL);
        assertThat(lognormal.verdict()).isEqualTo("lognormal");
        assertThat(all.bestByAic()).isEqualTo("lognormal");
        // Standard errors 0.011 and 0.008.
        assertThat(lognormal.first()).isCloseTo(1, within(0.045));
        assertThat(lognormal.second()).isCloseTo(0.5, within(0.032));
    }

    @Test
    void aStretchedExponentialIsFoundWithItsExponent() {
        Alternatives all = whole(Planted.sample(N, 44, r -> Math.pow(1 - Math.log(1 - r.nextDouble()), 1 / 0.6)));
        Alternative stretched = all.of(Law.STRETCHED_EXPONENTIAL);
        assertThat(stretched.verdict()).isEqualTo("stretched_exponential");
        assertThat(stretched.first()).isCloseTo(0.6, within(0.1));
    }

    @Test
    void aTruncatedPowerLawIsFoundByTheNestedTest() {
        Alternatives all = whole(Planted.sample(N, 45, r -> Planted.truncated(r, 1.8, 0.1)));
        Alternative truncated = all.of(Law.TRUNCATED_POWER_LAW);
        assertThat(truncated.verdict()).isEqualTo("truncated_power_law");
        assertThat(truncated.ratio()).isNegative();
        assertThat(truncated.second()).isCloseTo(0.1, within(0.1));
    }

    /** The laws that contain the power law or reach it in a limit can never be less likely. */
    @Test
    void noContainingLawIsLessLikely() {
        for (int seed = 0; seed < 60; seed++) {
            Alternatives all = whole(Planted.sample(2 + seed, seed, r -> Planted.powerLaw(r, 3)));
            for (Law law : new Law[] {Law.LOGNORMAL, Law.STRETCHED_EXPONENTIAL, Law.TRUNCATED_POWER_LAW}) {
                assertThat(all.of(law).aic()).as("%s, seed %d", law, seed).isLessThan(all.powerLawAic() + 2 + 1e-3);
            }
        }
    }

    /** scipy: erfc(1.2 / sqrt(2)) = 0.2301393404. */
    @Test
    void vuongsTestOfAKnownCase() {
        double[] first = {1, 2, 3, 4};
        double[] second = {0, 2, 2, 4};
        Vuong vuong = Vuong.of(first, second);
        assertThat(vuong.sum()).isEqualTo(2);
        assertThat(vuong.normalised()).isCloseTo(2 / (0.5 * 2), within(1e-15));
        assertThat(vuong.p()).isCloseTo(0.04550026389635842, within(1e-14));
    }

    /** One datum far below a cluster: the lognormal's mode lies a million standard deviations from its edge. */
    @Test
    void aNarrowClusterFarFromXminIsNoTrouble() {
        double[] x = Planted.sample(100, 46, r -> 10 * (1 + 1e-6 * r.nextDouble()));
        x[0] = 1;
        assertThat(whole(x).of(Law.LOGNORMAL).aic()).isFinite();
    }
}
