package org.setol.spectra.freeprob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeCumulantsTest {

    /** Whole numbers; the larger the skew, the heavier the tail: skew 1 is uniform, 6 has its largest far out. */
    private static long[] spectrum(int n, int skew, long seed) {
        return new SplittableRandom(seed)
                .doubles(n)
                .mapToLong(u -> 1 + (long) (1e6 * Math.pow(u, skew)))
                .toArray();
    }

    private static double[] doubles(long[] values) {
        return Arrays.stream(values).mapToDouble(x -> x).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "7,3", "100,1", "100,6", "300,12"})
    void everyCumulantIsWithinItsBoundOfTheExactOne(int n, int skew) {
        long[] values = spectrum(n, skew, 31 * n + skew);
        int order = n <= 100 ? Moments.MAX_ORDER : 20;
        FreeCumulants computed = FreeCumulants.of(doubles(values), order);
        BigDecimal[] exact = ExactCumulants.of(values, order);
        for (int k = 1; k <= order; k++) {
            BigDecimal value = ExactCumulants.exact(computed.scaled(), k, k * computed.exponent());
            double error = value.subtract(exact[k - 1]).abs().doubleValue();
            assertThat(error).as("error of kappa_%d", k).isLessThanOrEqualTo(computed.bound(k));
        }
    }

    /** A bound that is always huge would satisfy the test above; this one says that it is of use. */
    @ParameterizedTest
    @CsvSource({"100,1", "100,6", "300,12"})
    void noCumulantOfAnOrdinarySpectrumIsNoise(int n, int skew) {
        FreeCumulants computed = FreeCumulants.of(doubles(spectrum(n, skew, 31 * n + skew)), Moments.MAX_ORDER);
        for (int k = 1; k <= Moments.MAX_ORDER; k++) {
            assertThat(computed.isNoise(k)).as("kappa_%d", k).isFalse();
        }
        // To order 20 all sixteen digits of a double are right.
        for (int k = 1; k <= 20; k++) {
            assertThat(computed.bound(k)).isLessThan(0x1p-53 * Math.abs(computed.value(k)));
        }
    }

    @Test
    void equalValuesHaveOneCumulant() {
        double[] equal = new double[7];
        Arrays.fill(equal, 0.1);
        FreeCumulants computed = FreeCumulants.of(equal, 10);
        assertThat(computed.value(1)).isEqualTo(0.1);
        for (int k = 2; k <= 10; k++) {
            assertThat(computed.isNoise(k)).isTrue();
            assertThat(computed.value(k)).isCloseTo(0, within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 4, 3.7})
    void marchenkoPasturFromItsMoments(double aspectRatio) {
        // m_n = sum over r of Narayana(n, r) / Q^(n-r), in units of sigma^2 = 1.
        int order = 20;
        double[] moments = new double[order];
        for (int n = 1; n <= order; n++) {
            double narayana = 1;
            for (int r = 1; r <= n; r++) {
                moments[n - 1] += narayana / Math.pow(aspectRatio, n - r);
                narayana *= (double) (n - r) * (n - r + 1) / (r * (r + 1.0));
            }
        }
        // Each moment is a sum of positive terms, each with fewer than 4 n roundings.
        FreeCumulants kappa = FreeCumulants.of(Moments.given(moments, 5 * order * 0x1p-53));
        for (int k = 1; k <= order; k++) {
            assertThat(kappa.value(k))
                    .as("kappa_%d", k)
                    .isCloseTo(Math.pow(aspectRatio, 1 - k), within(kappa.bound(k)));
        }
    }

    @Test
    void theSemicircleHasOneCumulantAndTheFreePoissonLawEqualOnes() {
        // Catalan numbers below 2^53 are exact; semicircle: m_2k = Catalan(k), free Poisson of rate 1: m_k =
        // Catalan(k).
        double[] catalan = new double[31];
        catalan[0] = 1;
        for (int k = 0; k < 30; k++) {
            catalan[k + 1] = catalan[k] * (4 * k + 2) / (k + 2);
        }
        double[] semicircle = IntStream.rangeClosed(1, 60)
                .mapToDouble(k -> k % 2 == 0 ? catalan[k / 2] : 0)
                .toArray();
        FreeCumulants kappa = FreeCumulants.of(Moments.given(semicircle, 0));
        for (int k = 1; k <= 60; k++) {
            assertThat(kappa.value(k)).isCloseTo(k == 2 ? 1 : 0, within(kappa.bound(k)));
        }
        FreeCumulants poisson = FreeCumulants.of(Moments.given(Arrays.copyOfRange(catalan, 1, 31), 0));
        for (int k = 1; k <= 30; k++) {
            assertThat(poisson.value(k)).isCloseTo(1, within(poisson.bound(k)));
        }
    }

    @Test
    void theFirstFiveAreThoseOfTheExplicitFormulas() {
        double[] m = {0, 0.3, 0.9, 0.2, 1.7, -0.4};
        FreeCumulants kappa = FreeCumulants.of(Moments.given(Arrays.copyOfRange(m, 1, 6), 0));
        double[] expected = {
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
        for (int k = 1; k <= 5; k++) {
            // A dozen roundings of terms of at most 6.
            assertThat(kappa.value(k)).isCloseTo(expected[k - 1], within(1e-14));
        }
    }

    @Test
    void momentsAndCumulantsAreEachOthersInverse() {
        double[] values = doubles(spectrum(200, 5, 8));
        FreeCumulants kappa = FreeCumulants.of(values, 40);
        Moments moments = Moments.of(values, 40);
        for (int k = 1; k <= 40; k++) {
            double back = Math.scalb(kappa.scaledMoments().high()[k], k * kappa.exponent());
            // The moments of positive cumulants are sums without cancellation; 41 factors of double-doubles.
            assertThat(back).isCloseTo(moments.value(k), within(1e-15 * moments.value(k)));
        }
    }

    @Test
    void errorsOfTheValuesAreInTheBounds() {
        double[] values = doubles(spectrum(50, 4, 77));
        double error = 1e-3;
        SplittableRandom random = new SplittableRandom(3);
        double[] other = DoubleStream.of(values)
                .map(x -> x + error * (random.nextBoolean() ? 1 : -1))
                .toArray();
        FreeCumulants computed = FreeCumulants.of(values, 30, error);
        FreeCumulants exact = FreeCumulants.of(values, 30);
        FreeCumulants moved = FreeCumulants.of(other, 30);
        for (int k = 1; k <= 30; k++) {
            assertThat(Math.abs(moved.value(k) - computed.value(k))).isLessThanOrEqualTo(computed.bound(k));
            assertThat(exact.bound(k)).isLessThan(computed.bound(k));
        }
    }

    @Test
    void scaleAndShiftDoNotMatter() {
        double[] values = doubles(spectrum(60, 3, 5));
        double[] moved =
                DoubleStream.of(values).map(x -> 0x1p-200 * (x + 0x1p20)).toArray();
        FreeCumulants one = FreeCumulants.of(values, 10);
        FreeCumulants other = FreeCumulants.of(moved, 10);
        for (int k = 2; k <= 5; k++) {
            assertThat(Math.scalb(other.value(k), 200 * k))
                    .isCloseTo(one.value(k), within(1e-15 * Math.abs(one.value(k))));
        }
        assertThat(other.value(10)).as("below the smallest double").isZero();
        assertThat(other.scaled().high()[10]).isNotZero();
    }

    @Test
    void theTraceConventionIsTheFormulaOnSums() {
        double[] values = {-1.5, -0.5, 0.25, 1.75};
        FreeCumulants trace = FreeCumulants.of(Moments.of(values, 4, MomentConvention.TRACE, 0));
        double m2 = 5.625;
        double m4 = 14.5078125;
        double m3 = 1.875;
        // m_1 = 0: kappa_2 = m_2, kappa_3 = m_3, kappa_4 = m_4 - 2 m_2^2, exact in doubles.
        assertThat(trace.value(1)).isZero();
        assertThat(trace.value(2)).isEqualTo(m2);
        assertThat(trace.value(3)).isEqualTo(m3);
        assertThat(trace.value(4)).isEqualTo(m4 - 2 * m2 * m2);
    }

    @Test
    void theSeriesOfMarchenkoPasturIsGeometric() {
        // Free Poisson law of rate 1: kappa_k = 1, R(z) = 1 / (1 - z), its integral -ln(1 - z); units of 1/8.
        double[] moments = new double[20];
        double catalan = 1;
        for (int k = 0; k < 20; k++) {
            catalan = catalan * (4 * k + 2) / (k + 2);
            moments[k] = Math.scalb(catalan, 3 * (k + 1));
        }
        FreeCumulants kappa = FreeCumulants.of(Moments.given(moments, 0));
        double z = 0.01 / 8;
        // The first term left out is 0.01^20.
        assertThat(kappa.rTransform(z, 20)).isCloseTo(8 / 0.99, within(8 * 4 * 0x1p-53));
        double bound = kappa.integralBound(z, 20);
        assertThat(bound).isBetween(0x1p-60, 0x1p-55);
        assertThat(kappa.integral(z, 20)).isCloseTo(-Math.log1p(-0.01), within(bound + 0x1p-59));
        assertThat(kappa.integral(z, 2)).isCloseTo(0.01 + 0.01 * 0.01 / 2, within(bound));
    }

    @Test
    void refusesWhatHasNoMoments() {
        assertThatThrownBy(() -> FreeCumulants.of(new double[0], 3)).hasMessageContaining("at least one value");
        assertThatThrownBy(() -> FreeCumulants.of(new double[] {1, Double.NaN}, 3))
                .hasMessageContaining("finite values, one is NaN");
        assertThatThrownBy(() -> FreeCumulants.of(new double[] {1}, 65)).hasMessageContaining("expected 1 to 64");
    }
}
