package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracyWidomTest {

    /** Table of Bejan 2005 (Tracy-Widom and Painleve II) and Prähofer's values, to their digits. */
    @ParameterizedTest
    @CsvSource({
        "0.95, -3.1808",
        "0.90, -2.7824",
        "0.50, -1.2686",
        "0.10, 0.4501",
        "0.05, 0.9793",
        "0.01, 2.0234",
        "0.005, 2.4224",
        "0.001, 3.2724"
    })
    void upperQuantilesAreTheKnownOnes(double probability, double quantile) {
        assertThat(TracyWidom.upperQuantile(probability)).isCloseTo(quantile, within(0.03));
        assertThat(TracyWidom.survival(quantile)).isCloseTo(probability, within(0.001));
    }

    /** Far out, P(TW1 > s) tends to exp(-2/3 s^(3/2)) / (4 sqrt(pi) s^(3/4)). */
    @Test
    void theFarTailHasTheRightSize() {
        double s = TracyWidom.upperQuantile(MarchenkoPastur.FALSE_ALARM);
        double asymptotic = Math.exp(-2.0 / 3 * Math.pow(s, 1.5)) / (4 * Math.sqrt(Math.PI) * Math.pow(s, 0.75));
        assertThat(MarchenkoPastur.FALSE_ALARM / asymptotic).isBetween(0.7, 1.3);
    }

    @Test
    void survivalIsOneMinusADistributionFunction() {
        assertThat(TracyWidom.survival(-20)).isEqualTo(1);
        assertThat(TracyWidom.survival(40)).isBetween(0.0, 1e-20);
        // Either side of where the series hands over to the continued fraction.
        double y = (46.446 + 1) * 0.186054 - 9.84801;
        assertThat(TracyWidom.survival(y - 1e-9)).isCloseTo(TracyWidom.survival(y + 1e-9), within(1e-8));
        assertThatThrownBy(() -> TracyWidom.upperQuantile(0)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void largeMatricesHaveTheirCentreAtTheBulksEdge() {
        assertThat(TracyWidom.centre(40_000, 10_000) / 40_000).isCloseTo(1.5 * 1.5, within(1e-4));
        // N^(1/3) times a function of the shape alone: 8 times the size, twice the scale.
        assertThat(TracyWidom.scale(80_001, 8_000) / TracyWidom.scale(10_001, 1_000))
                .isCloseTo(2, within(1e-4));
    }
}
