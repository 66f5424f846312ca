package org.setol.spectra.freeprob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R of every model against the numerical inversion of its density; its integral against quadrature. */
final class ModelsTest {

    private static final Complex[] BELOW = {
        new Complex(0.02, -0.03), new Complex(0.1, -0.1), new Complex(-0.2, -0.05), new Complex(0, -0.15)
    };

    private static double value(RealOutcome outcome) {
        assertThat(outcome).isInstanceOf(RealValue.class);
        return ((RealValue) outcome).value();
    }

    private static Complex complex(ComplexOutcome outcome) {
        assertThat(outcome).isInstanceOf(Complex.class);
        return (Complex) outcome;
    }

    static Stream<Arguments> models() {
        return Stream.of(
                imp(0.3),
                imp(0.5),
                imp(3),
                mp(1, 1),
                mp(2.5, 3),
                levy(1.3),
                levy(1.5),
                levy(1.8),
                cauchy(1.5, 0.7),
                bounded(2, 0.5, 20),
                bounded(3, 1, 7),
                bounded(4, 0.2, 3),
                bounded(2.7, 0.5, 20),
                bounded(30, 1, 5),
                bounded(200, 1, 1.1),
                bounded(150, 1, 3));
    }

    private static Arguments imp(double kappa) {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(kappa);
        return Arguments.of(law, Laws.Quadrature.arc(law::density, law.lowerEdge(), law.upperEdge()));
    }

    private static Arguments mp(double variance, double aspectRatio) {
        MarchenkoPasturLaw law = new MarchenkoPasturLaw(variance, aspectRatio);
        double root = 1 / Math.sqrt(aspectRatio);
        double low = variance * Math.pow(1 - root, 2);
        return Arguments.of(law, Laws.Quadrature.arc(law::density, low, variance * Math.pow(1 + root, 2)));
    }

    private static Arguments levy(double alpha) {
        LevyWigner law = new LevyWigner(alpha, 0.8, 1);
        double a = alpha - 1;
        // Where t reaches pi, by de l'Hopital.
        double low = Math.pow(0.8, 1 / a) * a / (1 - a) * Math.pow(1 - a, 1 / a);
        return Arguments.of(law, Laws.Quadrature.ray(law::density, low));
    }

    private static Arguments cauchy(double shift, double width) {
        FreeCauchy law = new FreeCauchy(shift, width);
        return Arguments.of(law, Laws.Quadrature.line(law::density, shift, width));
    }

    private static Arguments bounded(double alpha, double low, double high) {
        BoundedPowerLaw law = new BoundedPowerLaw(alpha, low, high);
        return Arguments.of(law, Laws.Quadrature.tanhSinh(law::density, low, high));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void rIsThatOfTheDensity(RModel model, Laws.Quadrature density) {
        // What is left out at the ends of an endless ray: e^(-80 (alpha - 1)), and the edges' e^(-60).
        assertThat(density.total()).isCloseTo(1, within(1e-9));
        for (Complex w : BELOW) {
            Complex numeric = complex(new BlueFunction(density).rTransform(w));
            Complex closed = complex(model.r(w));
            // 1/w of up to 30 is subtracted from z.
            assertThat(closed.minus(numeric).abs()).as("R(%s)", w).isLessThan(1e-9);
            Complex above = complex(model.r(w.conjugate()));
            assertThat(above.minus(closed.conjugate()).abs()).isLessThan(1e-12);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theIntegralIsThatOfTheRealPart(RModel model, Laws.Quadrature density) {
        double from = model instanceof InverseMarchenkoPastur imp ? imp.kappa() : 0.05;
        double to = model instanceof MarchenkoPasturLaw ? 0.9 : from + 2;
        double expected = Laws.integrate(x -> complex(model.r(Complex.real(x))).re(), from, to);
        assertThat(value(model.integral(from, to))).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
        assertThat(value(model.integral(from, from))).isZero();
    }

    @Test
    void theInverseMarchenkoPasturRIsThePapersFormula() {
        InverseMarchenkoPastur law = new InverseMarchenkoPastur(0.5);
        for (Complex z : BELOW) {
            // (kappa - sqrt(kappa (kappa - 2 z))) / z, Eqn 354.
            Complex root = Complex.real(0.5).minus(z.times(2)).times(0.5).sqrt();
            Complex formula = Complex.real(0.5).minus(root).over(z);
            assertThat(complex(law.r(z)).minus(formula).abs()).isLessThan(1e-14);
        }
        // On the cut, Eqn 357.
        Complex onCut = complex(law.r(Complex.real(2)));
        assertThat(onCut.re()).isCloseTo(0.25, within(1e-15));
        assertThat(onCut.im()).isCloseTo(-Math.sqrt(0.5 * 3.5) / 2, within(1e-15));
        // No pole at 0: R(0) is the mean.
        assertThat(complex(law.r(Complex.ZERO)).re()).isEqualTo(1);
        assertThat(law.integral(0.2, 3))
                .isInstanceOfSatisfying(
                        Undefined.class, none -> assertThat(none.reason()).contains("kappa/2 = 0.25"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.5, 1})
    void levyWignerIsFreelyStableForEveryAsymmetry(double asymmetry) {
        LevyWigner law = new LevyWigner(1.6, 1, asymmetry);
        // G by quadrature of the distribution function's inverse, both tails included; R from it at one point.
        Laws.Quadrature density = both(law);
        Complex w = new Complex(0.05, -0.2);
        Complex numeric = complex(new BlueFunction(density).rTransform(w));
        assertThat(complex(law.r(w)).minus(numeric).abs()).isLessThan(1e-4);
    }

    /** Equal masses; the outermost 5e-5 of them are coarse, which limits the accuracy. */
    private static Laws.Quadrature both(LevyWigner law) {
        int n = 20_000;
        double[] x = new double[n];
        double[] mass = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = law.quantile((k + 0.5) / n);
            mass[k] = 1.0 / n;
        }
        return new Laws.Quadrature(x, mass, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"2, 0.3, 25", "3, 0.3, 25", "4, 0.3, 25", "2, 1, 1.5"})
    void cumulantsOfTruncatedPowerLawsAreThePapers(int alpha, double l0, double lm) {
        FreeCumulants kappa = new BoundedPowerLaw(alpha, l0, lm).freeCumulants(2);
        double log = Math.log(lm / l0);
        double k1 = switch (alpha) {
            case 2 -> l0 * lm / (lm - l0) * log;
            case 3 -> 2 * l0 * lm / (l0 + lm);
            default -> 3 * l0 * lm * (lm * lm - l0 * l0) / (2 * (Math.pow(lm, 3) - Math.pow(l0, 3)));
        };
        double second = switch (alpha) {
            case 2 -> l0 * lm;
            case 3 -> 2 * l0 * l0 * lm * lm / (lm * lm - l0 * l0) * log;
            default -> 3 * Math.pow(l0 * lm, 3) / (Math.pow(lm, 3) - Math.pow(l0, 3)) * (1 / l0 - 1 / lm);
        };
        assertThat(kappa.value(1)).isCloseTo(k1, within(1e-14 * k1));
        assertThat(kappa.value(2)).isCloseTo(second - k1 * k1, within(1e-14 * second));
        assertThat(kappa.bound(2)).isLessThan(1e-13 * second);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.2, 2, 2.7, 3, 6.5})
    void momentsOfTruncatedPowerLawsAreTheirQuadratures(double alpha) {
        BoundedPowerLaw law = new BoundedPowerLaw(alpha, 0.5, 9);
        for (int k = 0; k <= 6; k++) {
            int order = k;
            double expected = Laws.integrate(x -> Math.pow(x, order) * law.density(x), 0.5, 9);
            assertThat(law.moment(k)).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    /** Beyond it the ratio of the ends would be infinite, and the search for B(w) without an end. */
    @Test
    void aTruncatedPowerLawOverMoreThanFloat64sRangeIsRefused() {
        assertThatThrownBy(() -> new BoundedPowerLaw(3, 1e-155, 1e155)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new BoundedPowerLaw(3, 1e-150, 1e150).r(Complex.real(1e-140)))
                .isNotNull();
    }

    @Test
    void theTruncatedRGoesFromTheMeanToTheEnd() {
        BoundedPowerLaw law = new BoundedPowerLaw(2, 0.5, 20);
        assertThat(complex(law.r(Complex.ZERO)).re()).isCloseTo(law.moment(1), within(1e-13));
        // The two ways of computing it meet.
        double meeting = 0x1p-7 / 20;
        double series = complex(law.r(Complex.real(meeting * (1 - 1e-12)))).re();
        double inversion = complex(law.r(Complex.real(meeting * (1 + 1e-12)))).re();
        assertThat(inversion).isCloseTo(series, within(1e-15 / meeting));
        assertThat(complex(law.r(Complex.real(1e6))).re()).isCloseTo(20 - 1e-6, within(1e-12));
        double last = 0;
        for (double z = -10; z < 20; z += 0.37) {
            double r = complex(law.r(Complex.real(z))).re();
            assertThat(r).isGreaterThan(last).isBetween(0.5, 20.0);
            last = r;
        }
    }

    /** Exponents of tails that are next to equal: the series about 0 is another way than the inversion of G. */
    @ParameterizedTest
    @CsvSource({"200, 1, 1.1", "150, 1, 1.5", "150, 1, 3", "300, 1, 1.02", "120, 1, 10", "1000, 1e-5, 1e10"})
    void steepTruncatedPowerLawsHaveTheROfTheirSeries(double alpha, double low, double high) {
        BoundedPowerLaw law = new BoundedPowerLaw(alpha, low, high);
        FreeCumulants kappa = law.freeCumulants(30);
        for (double part : new double[] {-0.06, 0.01, 0.05}) {
            Complex w = new Complex(part / high, 0);
            double series = complex(kappa.rTransform(w, 30)).re();
            // 1/w is subtracted from a z that is as accurate as G.
            assertThat(complex(law.r(w)).re()).isCloseTo(series, within(0x1p-46 / Math.abs(w.re())));
            assertThat(complex(law.r(new Complex(w.re(), 1e-3 / high))).re())
                    .isCloseTo(series, within(1e-3 * series + 0x1p-46 / Math.abs(w.re())));
        }
        double from = 0.01 / high;
        double to = 0.05 / high;
        double expected = kappa.integral(to, 30) - kappa.integral(from, 30);
        assertThat(value(law.integral(from, to))).isCloseTo(expected, within(1e-14 + 1e-9 * expected));
        double middle = Math.sqrt(low * law.quantile(0.5));
        assertThat(law.density(middle) * low).isFinite().isPositive();
    }

    @Test
    void theBarePowerLawHasNoR() {
        BarePowerLaw two = new BarePowerLaw(2, 0.5);
        assertThat(two.r(new Complex(0.1, -0.1)))
                .isInstanceOfSatisfying(
                        Undefined.class,
                        none -> assertThat(none.reason()).contains("no R-transform", "alpha = 2.0", "cut it off"));
        assertThat(two.integral(0.1, 1)).isInstanceOf(Undefined.class);
        assertThat(two.logQuality(0.1, 1)).isInstanceOf(Undefined.class);
        assertThat(two.qualitySquared(new double[] {1, 2})).isInstanceOf(Undefined.class);
        assertThat(two.freeCumulant(1)).isInstanceOf(Undefined.class);
        // Eqn 335 and 336: what is finite.
        assertThat(value(new BarePowerLaw(3, 0.5).freeCumulant(1))).isEqualTo(1);
        assertThat(new BarePowerLaw(3, 0.5).freeCumulant(2)).isInstanceOf(Undefined.class);
        assertThat(value(new BarePowerLaw(4, 2).freeCumulant(1))).isEqualTo(3);
        assertThat(value(new BarePowerLaw(4, 2).freeCumulant(2))).isEqualTo(3);
    }

    /** Eqn 335 has R constant at alpha = 3. It is not: (R(z) - kappa_1) / z grows like a logarithm as z goes to 0. */
    @Test
    void whatIsLeftOfABarePowerLawIsNotAPolynomial() {
        BoundedPowerLaw nearlyBare = new BoundedPowerLaw(3, 1, 1e9);
        double last = 0;
        for (double z = -1e-1; z < -1e-6; z /= 10) {
            double slope = (complex(nearlyBare.r(Complex.real(z))).re() - 2) / z;
            // A decade adds 2 l0^2 ln 10 in the limit; the first is short of it.
            assertThat(slope).isGreaterThan(last + 2);
            last = slope;
        }
    }

    @Test
    void logQualitiesAreThoseOfTable9() {
        double min = 1.5;
        double max = 20;
        assertThat(value(DiscreteModel.of(new double[] {1, 2, 4}).logQuality(min, max)))
                .isEqualTo(Math.log(7));
        assertThat(value(new FreeCauchy(1, 1).logQuality(min, max))).isEqualTo(Math.log(20));
        assertThat(value(LevyWigner.positive(1.75).logQuality(min, max))).isEqualTo(0.75 * Math.log(20));
        assertThat(value(new InverseMarchenkoPastur(1.2).logQuality(min, max)))
                .isCloseTo(4.8 * Math.log(20 / 1.5), within(1e-14));
        assertThat(new MarchenkoPasturLaw(1, 2).logQuality(min, max)).isInstanceOf(Undefined.class);
    }

    @Test
    void qualitySquaredIsTheSumOfTheIntegrals() {
        double[] mu = {1, 1.5, 4};
        // Eqn 131 with Eqn 142: 6.5 (0 + 0.5 + 3).
        assertThat(value(DiscreteModel.of(mu).qualitySquared(mu))).isCloseTo(6.5 * 3.5, within(1e-14));
        // Eqn 152.
        assertThat(value(new InverseMarchenkoPastur(1.2).qualitySquared(mu)))
                .isCloseTo(1.2 * Math.log(6), within(1e-14));
        assertThat(new InverseMarchenkoPastur(3).qualitySquared(mu)).isInstanceOf(Undefined.class);
        assertThat(new MarchenkoPasturLaw(1, 2).qualitySquared(mu))
                .isInstanceOfSatisfying(
                        Undefined.class, none -> assertThat(none.reason()).contains("pole"));
    }

    @Test
    void parametersOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new LevyWigner(2, 1, 1)).hasMessageContaining("1 < alpha < 2");
        assertThatThrownBy(() -> new InverseMarchenkoPastur(0)).hasMessageContaining("kappa = 0.0");
        assertThatThrownBy(() -> new BoundedPowerLaw(1, 1, 2)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> new BoundedPowerLaw(2, 2, 2)).hasMessageContaining("from 2.0 to 2.0");
        assertThatThrownBy(() -> new FreeCauchy(1, 1).integral(2, 1)).hasMessageContaining("from <= to");
    }
}
