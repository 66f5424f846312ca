package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.TailOptions.Fingers;
import org.setol.spectra.metrics.TailOptions.Law;
import org.setol.spectra.metrics.TailOptions.Xmax;

/** Every way of fitting, on spectra nobody would like. */
final class TailOptionsTest {

    private static List<MetricsOptions> allWays() {
        TailOptions defaults = TailOptions.DEFAULTS;
        List<TailOptions> tails = List.of(
                defaults.withStudy(true, true, OptionalInt.of(5), OptionalInt.of(5)),
                defaults.withFingers(Fingers.CLIP_XMAX, 10, 1)
                        .withStudy(true, true, OptionalInt.empty(), OptionalInt.empty()),
                defaults.withFingers(Fingers.XMIN_PEAK, 10, 1)
                        .withStudy(true, true, OptionalInt.empty(), OptionalInt.empty()),
                defaults.withXmax(Xmax.dropping(1)),
                defaults.withLaw(Law.TRUNCATED),
                defaults.withLaw(Law.TRUNCATED).withXmax(Xmax.FORCED),
                defaults.withLaw(Law.EXTENDED_TRUNCATED).withXmax(Xmax.FORCED));
        List<MetricsOptions> ways = new ArrayList<>();
        for (TailOptions tail : tails) {
            for (MetricsMode mode : MetricsMode.values()) {
                ways.add(MetricsOptions.BASE.withMode(mode).withTail(tail));
            }
        }
        return ways;
    }

    private static Esd esd(double... eigenvalues) {
        double[] sigma = Arrays.stream(eigenvalues).map(Math::sqrt).toArray();
        return Esd.of(sigma, sigma.length, sigma.length);
    }

    @Test
    void spectraWithoutATailAreAReasonInEveryWay() {
        for (MetricsOptions way : allWays()) {
            for (Esd esd : List.of(esd(0), esd(0, 0, 0), esd(2), esd(3, 3, 3, 3, 3, 3), esd(0, 0, 0, 7))) {
                assertThat(Tail.of(esd, way).outcome()).as("%s", way).isInstanceOf(NoFit.class);
            }
        }
    }

    @Test
    void everyOtherSpectrumHasAFiniteFitOrAReason() {
        SplittableRandom random = new SplittableRandom(71);
        int fits = 0;
        for (int round = 0; round < 60; round++) {
            double spread = 8 * random.nextDouble();
            double[] lambda = random.doubles(2 + round)
                    .map(u -> Math.pow(10, spread * (u - 0.5)))
                    .sorted()
                    .toArray();
            if (round % 5 == 0) {
                Arrays.fill(lambda, lambda.length / 2, lambda.length, lambda[lambda.length - 1]);
            }
            for (MetricsOptions way : allWays()) {
                if (Tail.of(esd(lambda), way).outcome() instanceof TailFit fit) {
                    assertThat(fit.alpha()).isFinite();
                    assertThat(fit.distance()).isBetween(0.0, 1.0);
                    assertThat(fit.xmin()).isLessThanOrEqualTo(fit.xmax());
                    fits++;
                }
            }
        }
        assertThat(fits).isGreaterThan(600);
    }

    @Test
    void contradictionsAreRefused() {
        TailOptions clip = TailOptions.DEFAULTS.withFingers(Fingers.CLIP_XMAX, 10, 1);
        assertThatThrownBy(() -> clip.withLaw(Law.TRUNCATED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clip.withXmax(Xmax.dropping(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Xmax.dropping(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TailOptions.DEFAULTS.withFingers(Fingers.CLIP_XMAX, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TailOptions.DEFAULTS.withFingers(Fingers.CLIP_XMAX, 10, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
