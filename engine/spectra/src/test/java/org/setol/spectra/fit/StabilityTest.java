package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class StabilityTest {

    private static Stability of(double[] sorted) {
        return Stability.of(sorted, (PowerLawFit) PowerLaw.fitSorted(sorted));
    }

    /** x^-2.5 up to 4 and x^-4 beyond: D has a minimum for either piece. */
    private static double[] bent(long seed) {
        return Planted.sample(200, seed, random -> {
            double x = Planted.powerLaw(random, 2.5);
            return x > 4 ? 4 * Math.sqrt(x / 4) : x;
        });
    }

    @Test
    void aPurePowerLawHasAWidePlateauAndNoDoubt() {
        double[] exact = DoubleStream.iterate(0.5, q -> q < 400, q -> q + 1)
                .map(q -> Math.pow(1 - q / 400, -1 / 1.5))
                .toArray();
        Stability stability = of(exact);
        assertThat(stability.plateau()).isGreaterThan(0.3);
        assertThat(stability.second().filter(Stability.Minimum::nearDegenerate)).isEmpty();
    }

    @Test
    void theSecondMinimumIsNoBetterThanTheBestAndSomewhereElse() {
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] x = Planted.withBody(150, 2.5, 6000 + seed);
            PowerLawFit fit = (PowerLawFit) PowerLaw.fitSorted(x);
            Stability stability = Stability.of(x, fit);
            if (stability.second().isPresent()) {
                Stability.Minimum second = stability.second().get();
                assertThat(second.distance()).isGreaterThanOrEqualTo(fit.distance());
                assertThat(second.xmin()).isNotEqualTo(fit.xmin());
                found++;
            }
        }
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void theTwoPiecesOfABentLawAreNearDegenerateNowAndThen() {
        int degenerate = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] x = bent(seed);
            PowerLawFit fit = (PowerLawFit) PowerLaw.fitSorted(x);
            Optional<Stability.Minimum> second =
                    Stability.of(x, fit).second().filter(Stability.Minimum::nearDegenerate);
            if (second.isPresent()) {
                assertThat(second.get().distance()).isLessThanOrEqualTo(1.1 * fit.distance());
                assertThat(Math.abs(second.get().alpha() - fit.alpha())).isGreaterThan(fit.sigma());
                degenerate++;
            }
        }
        assertThat(degenerate).isBetween(5, 50);
    }
}
