package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawFit;

final class SpectralMetricsTest {

    private static Esd esdOf(double... eigenvalues) {
        return Esd.of(DoubleStream.of(eigenvalues).map(Math::sqrt).toArray(), eigenvalues.length, eigenvalues.length);
    }

    /** LAPACK and NumPy deliver them descending. */
    @Test
    void singularValuesMayComeInAnyOrder() {
        Esd ascending = Esd.of(new double[] {1e-20, 5, 9}, 3, 3);
        Esd descending = Esd.of(new double[] {9, 5, 1e-20}, 3, 3);
        assertThat(descending.svMax()).isEqualTo(9);
        assertThat(descending.svMin()).isEqualTo(1e-20);
        assertThat(descending.rankLoss()).isEqualTo(ascending.rankLoss()).isEqualTo(1);
        assertThat(descending.eigenvalues()).isEqualTo(ascending.eigenvalues());
    }

    @Test
    void normsOfAKnownSpectrum() {
        EsdMetrics norms = EsdMetrics.of(Esd.of(new double[] {1, 2, 3}, 10, 3), MetricsMode.COMPAT);
        assertThat(norms.norm()).isEqualTo(14);
        assertThat(norms.spectralNorm()).isEqualTo(9);
        assertThat(norms.logNorm()).isEqualTo(Math.log10(14));
        assertThat(norms.stableRank()).isEqualTo(14.0 / 9);
        assertThat(norms.matrixRank()).isEqualTo(3);
        double[] p = {1.0 / 14 + 1e-10, 4.0 / 14 + 1e-10, 9.0 / 14 + 1e-10};
        double entropy = -DoubleStream.of(p).map(v -> v * Math.log(v)).sum() / Math.log(3 + 1e-10);
        assertThat(norms.entropy()).isCloseTo(entropy, within(1e-15));
    }

    /** ln 1 = 0 divides the entropy of rank 1, so that WeightWatcher's formula gives what its 1e-10 gives. */
    @Test
    void entropyOfRankOneIsItsLimitInCorrectedMode() {
        Esd rankOne = Esd.of(new double[] {0, 0, 3}, 10, 3);
        assertThat(EsdMetrics.of(rankOne, MetricsMode.CORRECTED).entropy()).isEqualTo(0);
        assertThat(EsdMetrics.of(rankOne, MetricsMode.COMPAT).entropy()).isGreaterThan(10);
    }

    /** Squares that overflow, squares that add up to more than float64 holds, squares that vanish. */
    @Test
    void eigenvaluesOutOfRangeAreSaid() {
        assertThat(Esd.of(new double[] {1, 1e160}, 2, 2).outOfRange().orElseThrow())
                .contains("scale the weights down");
        assertThat(Esd.of(new double[] {1.2e154, 1.3e154}, 2, 2).outOfRange().orElseThrow())
                .contains("scale the weights down");
        assertThat(Esd.of(new double[] {1e-170, 2e-165}, 2, 2).outOfRange().orElseThrow())
                .contains("2.0E-165")
                .contains("scale the weights up");
        assertThat(Esd.of(new double[] {0, 0}, 2, 2).outOfRange()).isEmpty();
        assertThat(Esd.of(new double[] {1e-150, 1e150}, 2, 2).outOfRange()).isEmpty();
    }

    /** Sixty eigenvalues a few ulps apart have the exponent of their rounding; ten float32 ulps apart one of their own. */
    @Test
    void aTailOfEqualEigenvaluesIsNone() {
        double[] equal = IntStream.range(0, 60)
                .mapToDouble(i -> 1 + (i * 7 % 60) * 0x1p-51)
                .sorted()
                .toArray();
        for (MetricsMode mode : MetricsMode.values()) {
            assertThat(Tail.of(esdOf(equal), mode).outcome())
                    .isInstanceOfSatisfying(
                            NoFit.class,
                            none -> assertThat(none.reason())
                                    .endsWith("eigenvalues of the tail are equal within rounding"));
        }
        double[] apart = DoubleStream.of(equal).map(x -> 1 + (x - 1) * 0x1p30).toArray();
        assertThat(Tail.of(esdOf(apart), MetricsMode.COMPAT).outcome()).isInstanceOf(PowerLawFit.class);
    }

    @Test
    void pooledSlicesFollowTheirMode() {
        List<double[]> slices = List.of(new double[] {0, 3}, new double[] {1, 2});
        Esd compat = Esd.pool(slices, 2, 5, 0.5, MetricsMode.COMPAT);
        assertThat(compat.eigenvalues()).containsExactly(0, 0.5, 2, 4.5);
        assertThat(compat.rows()).isEqualTo(5);
        assertThat(compat.rankLoss()).isEqualTo(1);
        assertThat(compat.svMax()).isEqualTo(Math.sqrt(0.5) * 3);
        assertThat(compat.svMin()).isEqualTo(Math.sqrt(0.5) * 1);
        assertThat(Esd.pool(slices, 2, 5, 0.5, MetricsMode.CORRECTED).svMin()).isZero();
    }

    @Test
    void rankLossCountsWhatNumpyWouldCallZero() {
        double tolerance = 2 * 100 * 0x1p-52;
        Esd esd = Esd.of(new double[] {0, tolerance, Math.nextUp(tolerance), 2}, 100, 4);
        assertThat(esd.rankLoss()).isEqualTo(2);
    }

    @Test
    void theThresholdOfTheFitIsAbsoluteInCompatAndRelativeInCorrected() {
        double[] tiny = IntStream.rangeClosed(1, 50)
                .mapToDouble(i -> 1e-9 * Math.pow(1.1, i))
                .toArray();
        Esd esd = esdOf(tiny);
        assertThat(Tail.of(esd, MetricsMode.COMPAT).outcome())
                .isEqualTo(new NoFit("a power law needs at least 2 positive eigenvalues, there are 0"));
        assertThat(Tail.of(esd, MetricsMode.CORRECTED).outcome()).isNotInstanceOf(NoFit.class);
    }

    @Test
    void alphaNormDoesNotOverflow() {
        SplittableRandom random = new SplittableRandom(9);
        double[] huge =
                random.doubles(100).map(u -> 1e150 * (1 + 0.001 * u)).sorted().toArray();
        Tail tail = Tail.of(esdOf(huge), MetricsMode.COMPAT);
        assertThat(tail.logAlphaNorm()).isFinite().isGreaterThan(300);
        assertThat(tail.verdict()).isEqualTo(Tail.Verdict.UNDER_TRAINED);
    }

    @Test
    void aZeroMatrixHasReasonsInsteadOfNumbers() {
        SpectralMetrics metrics = SpectralMetrics.of(esdOf(0, 0, 0), MetricsOptions.BASE);
        assertThat(metrics.norms().norm()).isZero();
        assertThat(metrics.norms().stableRank()).isNaN();
        assertThat(metrics.norms().logNorm()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(metrics.norms().entropy()).isNaN();
        assertThat(metrics.tail().outcome()).isInstanceOf(NoFit.class);
    }

    /** The product in BigDecimal, which neither over- nor underflows: the exact form of WeightWatcher's loop. */
    @Test
    void detXIsTheExactProductsAnswerAlsoWhereFloatingPointProductsFail() {
        SplittableRandom random = new SplittableRandom(11);
        for (int n : new int[] {2, 3, 10, 200, 3000}) {
            double[] lambda = random.doubles(n)
                    .map(u -> Math.pow(u + 1e-9, -0.8))
                    .sorted()
                    .toArray();
            Esd esd = esdOf(lambda);
            DetX detX = DetX.of(esd, MetricsMode.COMPAT);
            assertThat(detX.tail()).isEqualTo(exactTail(esd.eigenvalues()));
        }
    }

    private static int exactTail(double[] lambda) {
        MathContext precision = new MathContext(40);
        BigDecimal sum = Arrays.stream(lambda).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal scale = BigDecimal.valueOf(lambda.length).divide(sum, precision);
        BigDecimal product = BigDecimal.ONE;
        for (int i = lambda.length - 1; i > 0; i--) {
            product = product.multiply(new BigDecimal(lambda[i]), precision).multiply(scale, precision);
            if (product.compareTo(BigDecimal.ONE) < 0) {
                return lambda.length - i;
            }
        }
        return lambda.length;
    }

    @Test
    void detXFollowsWeightWatcherWhereThereIsNoAnswer() {
        assertThat(DetX.of(esdOf(4), MetricsMode.COMPAT)).isEqualTo(new DetX(0, 4, 1));
        assertThat(DetX.of(esdOf(1, 1, 1), MetricsMode.COMPAT).tail()).isZero();
        // The product stays at or above 1 down to index 1: all n are reported, with the value of index 1.
        DetX all = DetX.of(esdOf(0.25, 1, 1), MetricsMode.COMPAT);
        assertThat(all.tail()).isEqualTo(3);
        assertThat(all.value()).isEqualTo(1);
    }

    @Test
    void correctedDetXIsTheTailClosestToOne() {
        Esd esd = esdOf(0.01, 0.9, 1.0, 1.1, 2, 5);
        DetX corrected = DetX.of(esd, MetricsMode.CORRECTED);
        assertThat(logProduct(esd, corrected.tail()))
                .isLessThanOrEqualTo(IntStream.rangeClosed(1, 6)
                        .mapToDouble(tail -> logProduct(esd, tail))
                        .min()
                        .orElseThrow());
    }

    private static double logProduct(Esd esd, int tail) {
        double mean = DoubleStream.of(esd.eigenvalues()).average().orElseThrow();
        return Math.abs(DoubleStream.of(esd.eigenvalues())
                .skip(esd.size() - tail)
                .map(v -> Math.log(v / mean))
                .sum());
    }
}
