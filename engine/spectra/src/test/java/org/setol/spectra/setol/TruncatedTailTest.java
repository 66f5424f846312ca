package org.setol.spectra.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TruncatedTailTest {

    private static void assertIs(TruncatedTail tail, double kappa1, double kappa2) {
        assertThat(tail.kappa1()).isCloseTo(kappa1, within(1e-13 * kappa1));
        // A difference of the mean square and kappa_1^2.
        assertThat(tail.kappa2()).isCloseTo(kappa2, within(1e-12 * (kappa2 + kappa1 * kappa1)));
    }

    /** Eqn 342 to 352. */
    @Test
    void wholeExponentsAreThePapers() {
        double l = 0.4;
        double h = 30;
        double c2 = l * h / (h - l);
        double k1 = c2 * Math.log(h / l);
        assertIs(TruncatedTail.of(2, l, h), k1, c2 * (h - l) - k1 * k1);
        double c3 = 2 * l * l * h * h / (h * h - l * l);
        k1 = 2 * h * l / (h + l);
        assertIs(TruncatedTail.of(3, l, h), k1, c3 * Math.log(h / l) - k1 * k1);
        double cubes = h * h * h - l * l * l;
        double c4 = 3 * l * l * l * (h * h * h) / cubes;
        k1 = 3 * h * l * (h * h - l * l) / (2 * cubes);
        assertIs(TruncatedTail.of(4, l, h), k1, c4 * (1 / l - 1 / h) - k1 * k1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.3, 1.999999, 2.0000001, 2.4, 5.7})
    void otherExponentsAreIntegrals(double alpha) {
        double l = 0.7;
        double h = 5;
        // Midpoint rule in ln x: error of order (ln(h / l) / steps)^2 relative.
        int steps = 200_000;
        double[] moments = new double[3];
        for (int i = 0; i < steps; i++) {
            double x = l * Math.exp(Math.log(h / l) * (i + 0.5) / steps);
            for (int k = 0; k < 3; k++) {
                moments[k] += Math.pow(x, k - alpha + 1);
            }
        }
        double mean = moments[1] / moments[0];
        TruncatedTail tail = TruncatedTail.of(alpha, l, h);
        assertThat(tail.kappa1()).isCloseTo(mean, within(1e-9));
        assertThat(tail.kappa2()).isCloseTo(moments[2] / moments[0] - mean * mean, within(1e-8));
    }
}
