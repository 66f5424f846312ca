package org.setol.spectra.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class CutTest {

    private static NormalisedSpectrum spectrum(double... lambda) {
        return NormalisedSpectrum.of(lambda);
    }

    @Test
    void theMeanBecomesOneAndTheUnitOfTheWeightsDropsOut() {
        NormalisedSpectrum plain = spectrum(1, 2, 3, 6);
        assertThat(plain.mu()).containsExactly(1 / 3.0, 2 / 3.0, 1, 2);
        assertThat(spectrum(0x1p-70, 0x1p-69, 3 * 0x1p-70, 6 * 0x1p-70).mu()).isEqualTo(plain.mu());
    }

    @Test
    void theErgCutIsWhereTheDeterminantIsNearestToOne() {
        // mu = 4, 1/2, 1/4, 1/4 and three of 2/3: determinants from the top 4, 8/3, 16/9, 32/27, 16/27, ...
        Cut cut = Cut.erg(spectrum(0.25, 0.25, 0.5, 2 / 3.0, 2 / 3.0, 2 / 3.0, 4));
        assertThat(cut.size()).isEqualTo(4);
        assertThat(cut.lambdaMin()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(cut.logDet()).isCloseTo(Math.log(32 / 27.0), within(1e-15));
    }

    @Test
    void theLargestOfEquallyGoodSetsWins() {
        // Log-determinants from the top: ln a four times, then -ln a, then -3 ln a; the mean is 1 for a = 1 + sqrt 3.
        double a = 1 + Math.sqrt(3);
        Cut cut = Cut.erg(spectrum(1 / (a * a), 1 / (a * a), 1, 1, 1, a));
        assertThat(cut.size()).isEqualTo(5);
        assertThat(cut.logDet()).isCloseTo(-Math.log(a), within(1e-15));
    }

    private static double[] sorted(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Straight from Eqn 126, each determinant multiplied out by BigDecimal. */
    @Test
    void theErgCutAgreesWithProductsOfDecimals() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] lambda = sorted(DoubleStream.generate(() -> Math.exp(2 * random.nextGaussian()))
                    .limit(60)
                    .toArray());
            Cut cut = Cut.erg(NormalisedSpectrum.of(lambda));
            BigDecimal sum = DoubleStream.of(lambda).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal product = BigDecimal.ONE;
            int best = 0;
            double nearest = Double.POSITIVE_INFINITY;
            for (int count = 1; count <= 60; count++) {
                BigDecimal mu = new BigDecimal(lambda[60 - count])
                        .multiply(BigDecimal.valueOf(60))
                        .divide(sum, MathContext.DECIMAL128);
                product = product.multiply(mu, MathContext.DECIMAL128);
                double distance = Math.abs(Math.log(product.doubleValue()));
                if (distance < nearest) {
                    nearest = distance;
                    best = count;
                }
            }
            assertThat(cut.size()).as("seed %d", seed).isEqualTo(best);
            // 60 logarithms of at most 10, each within 2 ulp.
            assertThat(Math.abs(cut.logDet())).isCloseTo(nearest, within(2e-13));
        }
    }

    @Test
    void equalEigenvaluesAreAllInTheCutWhateverTheirSumRoundsTo() {
        for (int n : new int[] {1, 3, 7, 49, 10_000}) {
            double[] equal = new double[n];
            Arrays.fill(equal, 0.1);
            Cut cut = Cut.erg(NormalisedSpectrum.of(equal));
            assertThat(cut.size()).isEqualTo(n);
            assertThat(cut.logDet()).isCloseTo(0, within(n * 0x1p-50));
        }
    }

    @Test
    void zerosNeverBelongToTheErgCut() {
        Cut cut = Cut.erg(spectrum(0, 0, 0, 1, 2, 3));
        // mu = 1, 2, 3 upwards: ln 3 is the nearest.
        assertThat(cut.size()).isEqualTo(1);
        assertThat(cut.logDet()).isCloseTo(Math.log(3), within(1e-15));
        assertThat(Cut.from(spectrum(0, 0, 0, 1, 2, 3), 0).orElseThrow().logDet())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void thePowerLawCutTakesAllThatIsNotSmaller() {
        NormalisedSpectrum spectrum = spectrum(0.5, 1, 1, 1.5);
        Cut cut = Cut.from(spectrum, 1).orElseThrow();
        assertThat(cut.size()).isEqualTo(3);
        assertThat(cut.lambdaMin()).isEqualTo(1);
        assertThat(cut.logDet()).isCloseTo(Math.log(1.5), within(1e-15));
        assertThat(Cut.from(spectrum, 2)).isEmpty();
    }
}
