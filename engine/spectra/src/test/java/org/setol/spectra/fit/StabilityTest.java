package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StabilityTest {

    private static Stability of(double[] sorted) {
        return Stability.of(sorted, (PowerLawFit) PowerLaw.fitSorted(sorted));
    }

    /** Quantiles of a law that is x^-2 up to 10 and x^-4 beyond: D has a minimum for each piece. */
    private static double[] broken(int n, double fraction) {
        return IntStream.range(0, n)
                .mapToDouble(k -> (k + 0.5) / n)
                .map(q -> q < fraction ? 1 + 9 * q / fraction : 10 * Math.pow((1 - q) / (1 - fraction), -1.0 / 3))
                .toArray();
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

    /** Two data sets that differ in one number's last place but choose different minima see each other as the second. */
    @Test
    void twoMinimaOfTheSameDepthAreCalledNearDegenerate() {
        int degenerate = 0;
        for (double fraction = 0.5; fraction < 0.95; fraction += 0.01) {
            degenerate += of(broken(200, fraction))
                            .second()
                            .filter(Stability.Minimum::nearDegenerate)
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertThat(degenerate).isBetween(1, 44);
    }
}
