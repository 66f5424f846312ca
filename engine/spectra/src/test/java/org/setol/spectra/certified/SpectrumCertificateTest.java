package org.setol.spectra.certified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.certified.SpectrumCertificate.Verdict;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.TailOptions;

/** Each thing that a row depends on, and a spectrum in which it is within the bound. */
final class SpectrumCertificateTest {

    /** Quantiles of a power law of the exponent from 1 on, over a bulk of as many values from 0.1 to 0.9. */
    private static double[] powerLaw(int tail, double alpha) {
        return IntStream.range(0, 2 * tail)
                .mapToDouble(
                        i -> i < tail ? 0.1 + 0.8 * i / tail : Math.pow(1 - (i - tail + 0.5) / tail, -1 / (alpha - 1)))
                .map(Math::sqrt)
                .toArray();
    }

    private static Verdict of(double[] sigma, double bound) {
        return of(sigma, bound, 1);
    }

    /** With so many of the smallest settled exactly. */
    private static Verdict of(double[] sigma, double bound, int settled) {
        double[] lambda = Arrays.stream(sigma).map(s -> s * s).toArray();
        double[] exact = Arrays.copyOf(lambda, settled);
        Uncertainty uncertainty = Uncertainty.within(bound, lambda)
                .narrowed(0, exact, exact)
                .orElseThrow()
                .withSettled(settled);
        return SpectrumCertificate.of(sigma, uncertainty, sigma.length, MetricsOptions.BASE);
    }

    private static AbstractStringAssert<?> assertRefused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return assertThat(((Verdict.Refused) verdict).reason());
    }

    @Test
    void aClearPowerLawIsCertified() {
        assertThat(of(powerLaw(100, 3), 1e-8)).isInstanceOfSatisfying(Verdict.Certified.class, certified -> {
            assertThat(certified.fit().tail()).isEqualTo(100);
            assertThat(certified.alphaError()).isBetween(1e-9, 1e-6);
        });
    }

    @Test
    void withoutASettledSmallestValueNothingIs() {
        assertRefused(of(powerLaw(100, 3), 1e-8, 0))
                .isEqualTo("the smallest eigenvalues, from 0.100 on, are not resolved by the bound 1.00e-08");
    }

    @Test
    void settledValuesMustBeClearOfTheThresholdsThatCountThem() {
        double[] sigma = powerLaw(100, 3);
        sigma[0] = 1e-3;
        // 1e-6 to 1e-16: whether it is weak depends on the last digit.
        assertRefused(of(sigma, 1e-8, 1)).contains("smallest eigenvalues");
        sigma[0] = 1e-5;
        assertThat(of(sigma, 1e-8, 1)).isInstanceOf(Verdict.Certified.class);
        // At most N eps sigma_max: a null space.
        sigma[0] = sigma[199] * 200 * 0x1p-52;
        assertRefused(of(sigma, 1e-8, 1)).contains("smallest eigenvalues");
    }

    /** One settled value above all thresholds keeps those above it clear of them, however uncertain they are. */
    @Test
    void valuesAboveASettledOneAreAtLeastAsLarge() {
        double[] sigma = powerLaw(100, 3);
        for (int i = 0; i < 5; i++) {
            sigma[i] = 1.1e-3 + 1e-5 * i;
        }
        assertThat(of(sigma, 1e-6, 1)).isInstanceOf(Verdict.Certified.class);
        assertThat(SpectrumCertificate.settledBeyond(10, 200)).isBetween(1.0000001e-3 - 1e-9, 1.1e-3);
    }

    /** Any exponent can be hit by stretching the logarithms, which leaves all distances as they are. */
    private static double[] stretched(double[] sigma, double factor) {
        return Arrays.stream(sigma).map(s -> Math.pow(s, factor)).toArray();
    }

    @Test
    void anExponentWithinTheBoundOfAWarningIsRefused() {
        for (double border : new double[] {2, 6}) {
            double[] sigma = powerLaw(100, 3);
            double alpha = ((Verdict.Certified) of(sigma, 1e-8)).fit().alpha();
            double[] near = stretched(sigma, (alpha - 1) / (border + 1e-8 - 1));
            assertRefused(of(near, 1e-7)).contains("warning");
            double[] clear = stretched(sigma, (alpha - 1) / (border + 1e-3 - 1));
            assertThat(of(clear, 1e-7)).isInstanceOf(Verdict.Certified.class);
        }
    }

    @Test
    void anExponentThatMayBeWrongByTooMuchIsRefused() {
        assertRefused(of(powerLaw(8, 5), 2e-4, 1)).startsWith("alpha may be wrong by");
    }

    @Test
    void twoXminOfOneDistanceAreRefused() {
        assertRefused(of(powerLaw(100, 3), 2e-4, 20)).contains("xmin");
    }

    @Test
    void withoutAFitThereIsNothingToCertify() {
        double[] sigma = new double[20];
        Arrays.fill(sigma, 1);
        assertRefused(of(sigma, 1e-8)).contains("no fit");
    }

    @Test
    void onlyTheBaseColumnsAreCovered() {
        assertThat(SpectrumCertificate.covers(MetricsOptions.BASE)).isTrue();
        assertThat(SpectrumCertificate.covers(MetricsOptions.BASE.withSeed(7))).isTrue();
        assertThat(SpectrumCertificate.covers(MetricsOptions.BASE.withTail(TailOptions.DEFAULTS.withParallel(false))))
                .isTrue();
        MetricsOptions more = MetricsOptions.BASE.with(Extra.DET_X);
        assertThat(SpectrumCertificate.covers(more)).isFalse();
        assertThat(SpectrumCertificate.covers(MetricsOptions.BASE.withMode(MetricsMode.CORRECTED)))
                .isFalse();
        assertThat(SpectrumCertificate.covers(
                        MetricsOptions.BASE.withTail(TailOptions.DEFAULTS.withLaw(TailOptions.Law.TRUNCATED))))
                .isFalse();
        assertThatThrownBy(() ->
                        SpectrumCertificate.of(new double[] {1}, Uncertainty.within(0, new double[] {1}), 1, more))
                .hasMessage("no certificate is known for these options");
    }
}
