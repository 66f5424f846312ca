package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarchenkoPasturLawTest {

    /** The density integrated by the midpoint rule in theta, x = middle - half width cos theta, where it is smooth. */
    private static double integral(MarchenkoPasturLaw law, double to) {
        double low = law.lowerEdge();
        double half = (law.upperEdge() - low) / 2;
        double y = law.cols() / law.rows();
        double end = Math.acos(Math.clamp((low + half - to) / half, -1, 1));
        int steps = 20_000;
        double sum = 0;
        for (int k = 0; k < steps; k++) {
            double theta = end * (k + 0.5) / steps;
            double x = low + half * (1 - Math.cos(theta));
            double root = half * Math.sin(theta);
            // sqrt((b - x)(x - a)) / (2 pi y unit x) dx
            sum += root * root / x;
        }
        return sum * end / steps / (2 * Math.PI * y * law.rows() * law.variance());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.999, 0.7, 0.25, 0.01})
    void theDistributionFunctionIsTheDensitysIntegral(double ratio) {
        MarchenkoPasturLaw law = new MarchenkoPasturLaw(300, 300 * ratio, 0.5);
        for (double part = 0.02; part < 1; part += 0.07) {
            double x = law.lowerEdge() + part * (law.upperEdge() - law.lowerEdge());
            assertThat(law.cdf(x)).as("at %.2f of the support", part).isCloseTo(integral(law, x), within(1e-7));
        }
        assertThat(law.cdf(law.lowerEdge() * 0.99)).isZero();
        assertThat(law.cdf(law.upperEdge() * 1.01)).isEqualTo(1);
    }

    @Test
    void meanOneMeansRowsTimesVarianceIsOne() {
        MarchenkoPasturLaw law = MarchenkoPasturLaw.ofMeanOne(0.25);
        assertThat(law.lowerEdge()).isCloseTo(0.25, within(1e-15));
        assertThat(law.upperEdge()).isCloseTo(2.25, within(1e-15));
    }

    @Test
    void senselessLawsAreRefused() {
        assertThatThrownBy(() -> new MarchenkoPasturLaw(2, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no Marchenko-Pastur law of 2.0 x 3.0 elements of variance 1.0");
        assertThatThrownBy(() -> new MarchenkoPasturLaw(3, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
