package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class PowerLawTest {

    /**
     * Inverse-transform samples of a pure power law; alpha's standard error at tail m is (alpha - 1) / sqrt(m), here
     * 0.0158, so five of them.
     */
    @Test
    void recoversAPlantedExponent() {
        SplittableRandom random = new SplittableRandom(42);
        double[] x = random.doubles(10_000).map(u -> Math.pow(1 - u, -1 / 1.5)).toArray();
        PowerLawFit fit = (PowerLawFit) PowerLaw.fit(x);
        assertThat(fit.alpha()).isCloseTo(2.5, within(5 * fit.sigma()));
        assertThat(fit.distance()).isLessThan(1.63 / Math.sqrt(fit.tail()));
    }

    @Test
    void findsWhereAPlantedTailStarts() {
        SplittableRandom random = new SplittableRandom(43);
        DoubleStream body = random.doubles(5000).map(u -> 10 * Math.sqrt(u));
        DoubleStream tail = random.split().doubles(5000).map(u -> 10 * Math.pow(1 - u, -1 / 2.0));
        PowerLawFit fit =
                (PowerLawFit) PowerLaw.fit(DoubleStream.concat(body, tail).toArray());
        assertThat(fit.xmin()).isBetween(9.5, 12.0);
        assertThat(fit.alpha()).isCloseTo(3, within(6 * fit.sigma()));
    }

    @Test
    void doesNotDependOnTheOrderOrTheScaleOfTheData() {
        double[] x = {5, 1, 9, 2, 7, 30, 3, 3, 11, 100};
        double[] scaled = DoubleStream.of(x).map(v -> v * 1024).toArray();
        PowerLawFit fit = (PowerLawFit) PowerLaw.fit(x);
        PowerLawFit fitOfScaled = (PowerLawFit) PowerLaw.fit(scaled);
        assertThat(x).startsWith(5, 1, 9);
        assertThat(fitOfScaled.index()).isEqualTo(fit.index());
        assertThat(fitOfScaled.alpha()).isCloseTo(fit.alpha(), within(1e-13));
        assertThat(fitOfScaled.xmin()).isEqualTo(1024 * fit.xmin());
    }

    @Test
    void saysWhyThereIsNoFit() {
        assertThat(PowerLaw.fit(new double[0])).isInstanceOf(NoFit.class);
        assertThat(PowerLaw.fit(new double[] {3}))
                .isEqualTo(new NoFit("a power law needs at least 2 positive eigenvalues, there are 1"));
        assertThat(PowerLaw.fit(new double[] {2, 2, 2, 2})).isEqualTo(new NoFit("the 2 largest eigenvalues are equal"));
    }

    @Test
    void refusesDataThatNoPowerLawHas() {
        assertThatThrownBy(() -> PowerLaw.fit(new double[] {0, 1, 2})).hasMessageContaining("positive finite");
        assertThatThrownBy(() -> PowerLaw.fit(new double[] {1, Double.NaN})).hasMessageContaining("positive finite");
        assertThatThrownBy(() -> PowerLaw.fit(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("positive finite");
    }
}
