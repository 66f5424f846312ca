package org.setol.spectra.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.freeprob.MomentConvention;

final class QualitySeriesTest {

    private static final MathContext DIGITS = new MathContext(100);

    private static double[] sample(int n, long seed, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        return DoubleStream.generate(() -> Math.exp(spread * random.nextGaussian()))
                .limit(n)
                .sorted()
                .toArray();
    }

    /** The five lines of Eqn 162. */
    private static double[] explicit(double[] x, MomentConvention convention) {
        double[] m = new double[6];
        for (int k = 1; k <= 5; k++) {
            int power = k;
            double sum = DoubleStream.of(x).map(v -> Math.pow(v, power)).sum();
            m[k] = convention == MomentConvention.MEAN ? sum / x.length : sum;
        }
        return new double[] {
            m[1],
            m[2] - m[1] * m[1],
            m[3] - 3 * m[2] * m[1] + 2 * Math.pow(m[1], 3),
            m[4] - 4 * m[3] * m[1] - 2 * m[2] * m[2] + 10 * m[2] * m[1] * m[1] - 5 * Math.pow(m[1], 4),
            m[5]
                    - 5 * m[4] * m[1]
                    + 15 * m[3] * m[1] * m[1]
                    + 15 * m[2] * m[2] * m[1]
                    - 35 * m[2] * Math.pow(m[1], 3)
                    - 5 * m[3] * m[2]
                    + 14 * Math.pow(m[1], 5)
        };
    }

    @ParameterizedTest
    @EnumSource(MomentConvention.class)
    void theFirstFiveTermsAreThoseOfThePaper(MomentConvention convention) {
        double[] x = sample(12, 1, 0.7);
        QualitySeries series = QualitySeries.of(x, 5, convention);
        double[] kappa = explicit(x, convention);
        double squared = 0;
        for (int k = 1; k <= 5; k++) {
            // The explicit forms cancel from sizes of up to 35 m_1^5, in double.
            double size = 50
                    * Math.pow(
                            DoubleStream.of(explicit(x, convention)[0], x[11])
                                    .max()
                                    .orElse(0),
                            k);
            assertThat(series.cumulants()[k - 1]).isCloseTo(kappa[k - 1], within(size * 1e-15));
            for (double v : x) {
                squared += kappa[k - 1] / k * Math.pow(v / 12, k);
            }
            assertThat(series.partialSums()[k - 1]).isCloseTo(squared, within(1e-11 * Math.max(1, Math.abs(squared))));
        }
    }

    /** Partial sums by decimals of 100 digits, from Eqn 160, the recursion, Eqn 163 and Eqn 131. */
    private static double[] decimal(double[] x, int order) {
        BigDecimal[] values = DoubleStream.of(x).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal size = BigDecimal.valueOf(x.length);
        BigDecimal[] sums = new BigDecimal[order + 1];
        BigDecimal[] m = new BigDecimal[order + 1];
        m[0] = BigDecimal.ONE;
        BigDecimal[] powers = new BigDecimal[x.length];
        Arrays.fill(powers, BigDecimal.ONE);
        for (int k = 1; k <= order; k++) {
            sums[k] = BigDecimal.ZERO;
            for (int i = 0; i < x.length; i++) {
                powers[i] = powers[i].multiply(values[i], DIGITS);
                sums[k] = sums[k].add(powers[i], DIGITS);
            }
            m[k] = sums[k].divide(size, DIGITS);
        }
        BigDecimal[] kappa = m.clone();
        BigDecimal[] power = m.clone();
        for (int s = 1; s <= order; s++) {
            for (int n = s + 1; n <= order; n++) {
                kappa[n] = kappa[n].subtract(kappa[s].multiply(power[n - s], DIGITS), DIGITS);
            }
            power = product(power, m);
        }
        double[] partial = new double[order];
        BigDecimal total = BigDecimal.ZERO;
        for (int k = 1; k <= order; k++) {
            BigDecimal term = kappa[k].multiply(sums[k], DIGITS)
                    .divide(BigDecimal.valueOf(k).multiply(size.pow(k, DIGITS)), DIGITS);
            total = total.add(term, DIGITS);
            partial[k - 1] = total.doubleValue();
        }
        return partial;
    }

    private static BigDecimal[] product(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal[] product = new BigDecimal[a.length];
        for (int n = 0; n < a.length; n++) {
            product[n] = BigDecimal.ZERO;
            for (int k = 0; k <= n; k++) {
                product[n] = product[n].add(a[k].multiply(b[n - k], DIGITS), DIGITS);
            }
        }
        return product;
    }

    @Test
    void allPartialSumsAreTheExactOnesAlsoWhereTheSeriesDiverges() {
        for (double spread : new double[] {0.2, 0.8, 2}) {
            double[] x = sample(25, 3, spread);
            QualitySeries series = QualitySeries.of(x, 40, MomentConvention.MEAN);
            double[] exact = decimal(x, 40);
            for (int k = 0; k < 40; k++) {
                // Cumulants are good to all digits of a double, the rest is 25 + 2 k roundings of each term.
                double largest =
                        Arrays.stream(exact, 0, k + 1).map(Math::abs).max().orElse(0);
                assertThat(series.partialSums()[k]).isCloseTo(exact[k], within(1e-13 * largest));
            }
        }
    }

    @Test
    void theStatedErrorHoldsAtEveryOrder() {
        for (double spread : new double[] {0.1, 0.3, 0.45}) {
            // Widths up to 60^0.45 = 6.3, so q = 6.3 * 5.3 / 60 = 0.56 at most; 0.56^64 is 1e-16.
            double[] x = new double[60];
            Arrays.setAll(x, i -> Math.pow(1 - i / 60.0, -spread));
            double limit = QualitySeries.of(x, 64, MomentConvention.MEAN).lastSum();
            for (int order = 1; order <= 40; order++) {
                QualitySeries series = QualitySeries.of(x, order, MomentConvention.MEAN);
                assertThat(series.converged()).isTrue();
                double off = Math.abs(series.squared() - limit);
                assertThat(off).as("spread %s order %d", spread, order).isLessThanOrEqualTo(series.error());
                // Nothing but rounding beyond what was left out and what nobody computed.
                assertThat(series.error()).isCloseTo(off, within(1e-6 * limit));
                assertThat(off)
                        .as("spread %s order %d", spread, order)
                        .isLessThanOrEqualTo(QualitySeries.proven(x, order) + 1e-14 * limit);
            }
        }
    }

    /** Two values of equal weight have free cumulants of alternating Catalan numbers. */
    @Test
    void cumulantsOfTwoPointsAreCatalanNumbers() {
        double[] kappa = QualitySeries.of(new double[] {-1, 1}, 10, MomentConvention.MEAN)
                .cumulants();
        assertThat(kappa).containsExactly(0, 1, 0, -1, 0, 2, 0, -5, 0, 14);
    }

    @Test
    void anEigenvalueFarAboveAllOthersMakesTheSeriesDiverge() {
        double[] x = new double[50];
        Arrays.setAll(x, i -> 0.5 + 0.01 * i);
        x[49] = 40;
        QualitySeries series = QualitySeries.of(x, 64, MomentConvention.MEAN);
        assertThat(series.converged()).isFalse();
        assertThat(series.squared()).isNaN();
        assertThat(series.quality()).isNaN();
        assertThat(series.ratio()).isGreaterThan(1);
        assertThat(series.trouble()).contains("does not converge, terms grow by");
        double[] upper = Arrays.copyOfRange(series.partialSums(), 32, 64);
        assertThat(series.low()).isEqualTo(Arrays.stream(upper).min().orElseThrow());
        assertThat(series.high()).isEqualTo(Arrays.stream(upper).max().orElseThrow());
        assertThat(series.low()).isLessThan(series.high());
    }

    /** q = 5.4^2 / 30 = 0.97: it converges, but 64 terms leave 1e-4 by either bound. */
    @Test
    void aSeriesThatConvergesTooSlowlyIsSaidSo() {
        double[] x = new double[30];
        Arrays.setAll(x, i -> 0.01 * i);
        x[29] = 5.4;
        QualitySeries series = QualitySeries.of(x, 64, MomentConvention.MEAN);
        assertThat(series.ratio()).isBetween(0.9, 1.0);
        assertThat(series.converged()).isFalse();
        assertThat(series.trouble()).isEqualTo("the series has not converged after 64 orders");
        assertThat(series.low()).isLessThanOrEqualTo(series.lastSum());
        assertThat(series.high()).isGreaterThanOrEqualTo(series.lastSum());
    }

    @Test
    void oneEigenvalueIsItsOwnSquareOverOne() {
        QualitySeries series = QualitySeries.of(new double[] {3}, 64, MomentConvention.MEAN);
        // kappa_1 = 3 and no other: G = 3 * 3.
        assertThat(series.squared()).isEqualTo(9);
        assertThat(series.quality()).isEqualTo(3);
    }

    @Test
    void hugeAndTinyEigenvaluesDoNotOverflow() {
        double[] huge = sample(30, 7, 0.3);
        double[] plain = huge.clone();
        for (int i = 0; i < huge.length; i++) {
            huge[i] *= 0x1p500;
        }
        // Q^2 has a term of each power of the unit, so a huge unit makes all later terms infinite.
        assertThat(QualitySeries.of(huge, 64, MomentConvention.MEAN).converged())
                .isFalse();
        for (int i = 0; i < huge.length; i++) {
            huge[i] = plain[i] * 0x1p-200;
        }
        assertThat(QualitySeries.of(huge, 64, MomentConvention.MEAN).squared()).isPositive();
    }
}
