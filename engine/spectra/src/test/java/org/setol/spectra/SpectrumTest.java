package org.setol.spectra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.source.StridedView;

/** Without any backend but the built-in one, which is all that a tool embedding this jar alone has. */
final class SpectrumTest {

    @Test
    void aDiagonalMatrixHasItsEntriesAsSingularValues() {
        Spectrum spectrum = Spectrum.of(new double[] {3, 0, 0, 0, -4, 0}, 2, 3);
        assertThat(spectrum.singularValues()).containsExactly(new double[] {3, 4}, within(1e-15 * 4));
        assertThat(spectrum.eigenvalues()).containsExactly(new double[] {9, 16}, within(1e-14 * 16));
        assertThat(spectrum.result().backend()).isEqualTo("java");
        assertThat(spectrum.result().residual()).isLessThan(1e-14);
    }

    @Test
    void floatsAndDoublesOfTheSameValueHaveTheSameSpectrum() {
        double[] doubles =
                new SplittableRandom(1).doubles(60).map(u -> (float) (u - 0.5)).toArray();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        assertThat(Spectrum.of(floats, 10, 6).singularValues())
                .isEqualTo(Spectrum.of(doubles, 10, 6).singularValues());
    }

    @Test
    void theArraysHandedOutAreTheCallers() {
        Spectrum spectrum = Spectrum.of(new double[] {1, 2, 3, 4}, 2, 2);
        Arrays.fill(spectrum.eigenvalues(), -1);
        Arrays.fill(spectrum.singularValues(), -1);
        assertThat(spectrum.eigenvalues()).doesNotContain(-1);
        assertThat(spectrum.singularValues()).doesNotContain(-1);
    }

    @Test
    void aHeavyTailedMatrixHasAFitAndAnIdentityHasNone() {
        SplittableRandom random = new SplittableRandom(4);
        double[] heavy =
                random.doubles(100 * 50).map(u -> Math.pow(u + 1e-6, -0.7)).toArray();
        assertThat(Spectrum.of(heavy, 100, 50).powerLaw()).isInstanceOf(PowerLawFit.class);
        double[] identity = new double[16];
        for (int i = 0; i < 4; i++) {
            identity[5 * i] = 1;
        }
        assertThat(Spectrum.of(identity, 4, 4).powerLaw()).isEqualTo(new NoFit("the 2 largest eigenvalues are equal"));
    }

    @Test
    void eigenvaluesBeyondFloat64AreAReason() {
        for (double scale : new double[] {1e300, 1e-170}) {
            Spectrum spectrum = Spectrum.of(new double[] {scale, 2 * scale, 3 * scale, 4.5 * scale}, 2, 2);
            assertThat(spectrum.powerLaw())
                    .isInstanceOfSatisfying(
                            NoFit.class, none -> assertThat(none.reason()).contains("float64"));
            assertThatThrownBy(spectrum::metrics)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("float64");
        }
    }

    @Test
    void onOneThreadOrAllTheSpectrumIsTheSame() {
        double[] weights =
                new SplittableRandom(9).doubles(60 * 40).map(u -> u - 0.5).toArray();
        StridedView view = StridedView.of(weights, 60, 40);
        assertThat(Spectrum.of(view, 3).singularValues())
                .containsExactly(Spectrum.of(view).singularValues(), within(1e-14));
        assertThat(Spectrum.of(view).result().threads()).isEqualTo(1);
    }

    @Test
    void matricesWithoutASpectrumAreRefused() {
        assertThatThrownBy(() -> Spectrum.of(new double[] {1, Double.NaN, 2, 3}, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Spectrum.of(new double[0], 0, 3)).hasMessageContaining("0 x 3");
        assertThatThrownBy(() -> Spectrum.of(new double[3], 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
