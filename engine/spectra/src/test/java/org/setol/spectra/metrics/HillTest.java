package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;

/** The expected numbers are those of the definitions evaluated by NumPy 2.4 (sums of logarithms, numpy.histogram). */
final class HillTest {

    private static final double LIKE_NUMPY = 1e-12;

    private static Esd esd(double... ascending) {
        return new Esd(ascending, 2 * ascending.length, ascending.length, 1, 0, 0);
    }

    private static PowerLawFit fit(PowerLawOutcome outcome) {
        return (PowerLawFit) outcome;
    }

    private static double[] spread(int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> 0.05 * Math.exp(4 * Math.pow(i * 0.6180339887498949 % 1, 3)))
                .sorted()
                .toArray();
    }

    @Test
    void midTakesTheUpperHalfWithItsLowestValueForXmin() {
        PowerLawFit mid = fit(Hill.of(esd(spread(101)), MetricsMode.COMPAT).mid());
        assertThat(mid.alpha()).isCloseTo(1.7430894605620577, within(LIKE_NUMPY));
        assertThat(mid.distance()).isCloseTo(0.09808467604188398, within(LIKE_NUMPY));
        assertThat(mid.xmin()).isCloseTo(0.0820541198508474, within(LIKE_NUMPY));
        assertThat(mid.index()).isEqualTo(50);
        assertThat(mid.tail()).isEqualTo(51);
    }

    /** 1 + 2 / ln(8 / 2) of 2, 8; and 1 + 2 / ln(e) of 1, e with smaller values that do not count. */
    @Test
    void midOfAFewIsExact() {
        assertThat(fit(Hill.of(esd(0.5, 1, 2, 8), MetricsMode.COMPAT).mid()).alpha())
                .isCloseTo(1 + 2 / Math.log(4), within(1e-15));
        assertThat(fit(Hill.of(esd(0.1, 1, Math.E), MetricsMode.COMPAT).mid()).alpha())
                .isCloseTo(3, within(1e-15));
    }

    @Test
    void peakLooksForXminNearThePeakOnly() {
        PowerLawFit peak = fit(Hill.of(esd(spread(101)), MetricsMode.COMPAT).peak());
        assertThat(peak.alpha()).isCloseTo(1.7919891081811943, within(LIKE_NUMPY));
        assertThat(peak.xmin()).isCloseTo(0.05319383510870003, within(LIKE_NUMPY));
    }

    /** A cut-off Pareto tail from 1 with a bump at 3: the logarithm in the lower end lets xmin go down to 0.45. */
    @Test
    void theLowerEndIsTheModes() {
        double[] bump = DoubleStream.concat(
                        IntStream.range(0, 200).mapToDouble(k -> Math.pow(1 - 0.95 * (k + 0.5) / 200, -1 / 1.5)),
                        IntStream.range(0, 8).mapToDouble(k -> 3 + 0.0005 * k))
                .sorted()
                .toArray();
        PowerLawFit compat = fit(Hill.of(esd(bump), MetricsMode.COMPAT).peak());
        PowerLawFit corrected = fit(Hill.of(esd(bump), MetricsMode.CORRECTED).peak());
        assertThat(compat.xmin()).isLessThan(1.01);
        assertThat(corrected.xmin()).isBetween(3.0, 3.01);
        assertThat(compat.alpha()).isCloseTo(2.7222537427775744, within(LIKE_NUMPY));
        assertThat(corrected.alpha()).isCloseTo(4.140401879803918, within(LIKE_NUMPY));
    }

    @Test
    void scalingMovesMidOnlyInXmin() {
        double[] data = spread(80);
        Hill once = Hill.of(esd(data), MetricsMode.CORRECTED);
        Hill scaled = Hill.of(esd(Arrays.stream(data).map(x -> 1024 * x).toArray()), MetricsMode.CORRECTED);
        assertThat(fit(scaled.mid()).alpha()).isCloseTo(fit(once.mid()).alpha(), within(1e-13));
        assertThat(fit(scaled.mid()).xmin()).isEqualTo(1024 * fit(once.mid()).xmin());
        assertThat(fit(scaled.peak()).alpha()).isCloseTo(fit(once.peak()).alpha(), within(1e-13));
    }

    /** Of a Pareto sample every tail is one: mid finds the planted exponent to its standard error (alpha - 1) / sqrt(k). */
    @Test
    void midFindsAPlantedExponent() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] sample = random.doubles(4000)
                    .map(u -> Math.pow(1 - u, -1 / 1.5))
                    .sorted()
                    .toArray();
            PowerLawFit mid = fit(Hill.of(esd(sample), MetricsMode.COMPAT).mid());
            assertThat(mid.alpha()).isCloseTo(2.5, within(4 * 1.5 / Math.sqrt(2000)));
        }
    }

    @Test
    void zerosInTheMiddleAreAReason() {
        Hill low = Hill.of(esd(0, 0, 0, 1e-40, 2, 3), MetricsMode.COMPAT);
        assertThat(low.mid()).isEqualTo(new NoFit("4 of 6 eigenvalues are zero, the middle one is"));
        assertThat(low.reason()).startsWith("hill mid: 4 of 6");
        assertThat(fit(Hill.of(esd(0, 0, 1, 2, 3, 5), MetricsMode.COMPAT).mid()).xmin())
                .isEqualTo(2);
    }

    @Test
    void degenerateSpectraHaveReasons() {
        assertThat(Hill.of(esd(2), MetricsMode.COMPAT).reason()).contains("hill mid: ", "; hill peak: ");
        assertThat(Hill.of(esd(2, 2, 2, 2), MetricsMode.COMPAT).reason()).contains("equal");
        assertThat(Hill.of(esd(0, 0, 0), MetricsMode.COMPAT).reason()).contains("3 of 3 eigenvalues are zero");
    }
}
