package org.setol.spectra.freeprob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G, B, R and the density of spectra, and of laws whose B is known. */
final class GreenFunctionTest {

    private static double[] spectrum(int n, long seed) {
        return new SplittableRandom(seed).doubles(n).map(u -> 4 * u * u).toArray();
    }

    private static Complex complex(ComplexOutcome outcome) {
        assertThat(outcome).isInstanceOf(Complex.class);
        return (Complex) outcome;
    }

    @Test
    void greenAndItsSlopeAreTheSumsOverTheSpectrum() {
        double[] values = spectrum(37, 1);
        EmpiricalSpectrum spectrum = EmpiricalSpectrum.of(values);
        for (Complex z : new Complex[] {new Complex(1, 0.3), new Complex(-2, -0.01), Complex.real(5)}) {
            Complex green = Complex.ZERO;
            Complex slope = Complex.ZERO;
            for (double x : values) {
                Complex inverse = z.minus(Complex.real(x)).inverse();
                green = green.plus(inverse.times(1.0 / 37));
                slope = slope.minus(inverse.times(inverse).times(1.0 / 37));
            }
            // Some dozens of roundings of terms no larger than 1/|Im z| (1/1 on the axis).
            assertThat(spectrum.green(z).minus(green).abs()).isLessThan(1e-12);
            assertThat(spectrum.slope(z).minus(slope).abs()).isLessThan(1e-10);
        }
    }

    @Test
    void theDensityIsTheSpectrumSmoothedByACauchyKernel() {
        double[] values = {1, 2, 2, 5};
        double eta = 0.1;
        double at = 1.9;
        double expected = Arrays.stream(values)
                .map(x -> eta / (Math.PI * ((at - x) * (at - x) + eta * eta)) / 4)
                .sum();
        assertThat(EmpiricalSpectrum.of(values).density(at, eta)).isCloseTo(expected, within(1e-15));
    }

    @Test
    void theDensityTendsToTheLawsAsTheImaginaryPartGoesToZero() {
        Laws.Semicircle law = new Laws.Semicircle(1, 0.25);
        for (double x : new double[] {0.2, 1, 1.7}) {
            // Inside, the error is eta times half the Hilbert transform's slope, 1/(2 pi s2), or less.
            assertThat(law.density(x, 1e-6)).isCloseTo(law.densityAt(x), within(1e-6));
        }
        assertThat(law.density(3, 1e-6)).isCloseTo(0, within(1e-6));
    }

    @Test
    void theBlueFunctionUndoesGreen() {
        EmpiricalSpectrum spectrum = EmpiricalSpectrum.of(spectrum(200, 2));
        BlueFunction blue = new BlueFunction(spectrum);
        // Well above the support, whose half-width is 2, where G takes each value once.
        for (Complex z : new Complex[] {
            new Complex(2, 4),
            new Complex(-3, 3),
            new Complex(9, 0.5),
            new Complex(1, -5),
            Complex.real(4.01),
            Complex.real(-1)
        }) {
            Complex back = complex(blue.at(spectrum.green(z)));
            assertThat(back.minus(z).abs()).as("B(G(%s))", z).isLessThan(1e-12 * z.abs());
        }
    }

    @Test
    void rOfASpectrumIsTheSeriesOfItsFreeCumulants() {
        double[] values = spectrum(100, 3);
        BlueFunction blue = new BlueFunction(EmpiricalSpectrum.of(values));
        FreeCumulants kappa = FreeCumulants.of(values, 40);
        for (double w : new double[] {0.02, -0.05, 0.08}) {
            // Half-width 2: terms beyond order 40 are below (2 * 5.83 * 0.08)^40 = 0.06 of the bound on kappa, less
            // here;
            // what remains is the rounding of z = B(w), about 1/w.
            double series = kappa.rTransform(w, 40);
            assertThat(complex(blue.rTransform(Complex.real(w))).re()).isCloseTo(series, within(1e-12));
            Complex below = new Complex(w, -0.03);
            Complex off = complex(blue.rTransform(below));
            assertThat(off.minus(kappa.rTransform(below, 40)).abs()).isLessThan(1e-12);
        }
    }

    @Test
    void theBlueFunctionEndsWhereTheSemicirclesDoes() {
        // B(w) = mean + s2 w + 1/w for |w| < 1/s, the image of the upper half-plane being the lower half of that disc.
        BlueFunction blue = new BlueFunction(new Laws.Semicircle(1, 0.25));
        for (Complex w : new Complex[] {
            Complex.real(1.9), Complex.real(-1.5), new Complex(0.5, -1.5), new Complex(0, -1.9), new Complex(-1, 1)
        }) {
            Complex expected = w.times(0.25).plus(w.inverse()).plus(Complex.ONE);
            assertThat(complex(blue.at(w)).minus(expected).abs()).isLessThan(1e-10);
        }
        for (Complex w : new Complex[] {Complex.real(2.1), new Complex(0, -2.1), new Complex(1.8, -1.8)}) {
            assertThat(blue.at(w)).as("B(%s)", w).isInstanceOf(Undefined.class);
        }
        assertThat(blue.at(Complex.ZERO)).isInstanceOf(Undefined.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e9})
    void realBlueWorksAtEveryScale(double scale) {
        double[] values = Arrays.stream(spectrum(50, 4)).map(x -> scale * x).toArray();
        EmpiricalSpectrum spectrum = EmpiricalSpectrum.of(values);
        BlueFunction blue = new BlueFunction(spectrum);
        for (double w : new double[] {1e-3, 0.3, 20, -0.3, -1e4}) {
            double z = complex(blue.at(Complex.real(w / scale))).re();
            // z is exact to an ulp or two, so G(z) is to its slope times that.
            double error =
                    4 * Math.ulp(z) * Math.abs(spectrum.slope(Complex.real(z)).re()) + 1e-14 * Math.abs(w) / scale;
            assertThat(spectrum.green(Complex.real(z)).re()).isCloseTo(w / scale, within(error));
        }
    }

    @Test
    void complexArithmeticIsRightAtTheAxesAndTheCut() {
        assertThat(new Complex(-4, 0.0).sqrt()).isEqualTo(new Complex(0, 2));
        assertThat(new Complex(-4, -0.0).sqrt()).isEqualTo(new Complex(0, -2));
        assertThat(new Complex(3, -4).sqrt()).isEqualTo(new Complex(2, -1));
        assertThat(new Complex(1e200, 1e200).inverse().re()).isCloseTo(5e-201, within(1e-215));
        assertThat(new Complex(-1, 0.0).log()).isEqualTo(new Complex(0, Math.PI));
        Complex cube = new Complex(-1, -1).pow(3);
        assertThat(cube.minus(new Complex(2, -2)).abs()).isLessThan(1e-14);
    }
}
