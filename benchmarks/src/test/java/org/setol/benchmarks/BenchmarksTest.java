package org.setol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.MatrixDistance;
import org.setol.spectra.metrics.TrapSearch;

/** Every benchmark method once at a tiny size, so that none rots; the setups verify the results. */
final class BenchmarksTest {

    @ParameterizedTest
    @EnumSource(SpectrumShape.class)
    void allScansFindTheSameTail(SpectrumShape shape) {
        KsScanBenchmark benchmark = new KsScanBenchmark();
        KsScanBenchmark.Spectrum spectrum = new KsScanBenchmark.Spectrum();
        spectrum.n = 201;
        spectrum.shape = shape;
        spectrum.prepare();
        KsScanBenchmark.SmallSpectrum small = new KsScanBenchmark.SmallSpectrum();
        small.n = 201;
        small.shape = shape;
        small.prepare();

        FoundTail found = benchmark.pruned(spectrum);
        found.requireSameAs(benchmark.exhaustive(spectrum));
        found.requireSameAs(benchmark.mathPow(small));
        assertThat(found.alpha()).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"FLOAT64", "FLOAT32", "FLOAT16", "BFLOAT16", "FLOAT8_E4M3", "FLOAT8_E5M2"})
    void wideningCountsWhatItReadsAndWrites(ElementType stored) {
        WideningBenchmark benchmark = new WideningBenchmark();
        benchmark.stored = stored;
        benchmark.target = Precision.FLOAT32;
        benchmark.side = 20;
        benchmark.prepare();
        Traffic widened = new Traffic();
        Traffic copied = new Traffic();
        benchmark.widen(widened);
        benchmark.copy(copied);
        benchmark.verify();

        assertThat(widened.gigabytes).isEqualTo(400 * (stored.bytes() + 4) * 1e-9);
        assertThat(copied.gigabytes).isEqualTo(widened.gigabytes);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void reductionsGiveTheSumOfSquares(Precision precision) {
        ReductionBenchmark benchmark = new ReductionBenchmark();
        benchmark.precision = precision;
        benchmark.side = 20;
        benchmark.prepare();
        Traffic traffic = new Traffic();
        double sum = benchmark.sumOfSquares(traffic);
        assertThat(benchmark.weightScan(traffic)).isInstanceOf(FrobeniusNorm.class);
        benchmark.copy(traffic);
        benchmark.close();

        // 400 numbers uniform on -1 to 1: a third each, within five standard deviations of 0.3.
        assertThat(sum).isBetween(133 - 30.0, 133 + 30.0);
        assertThat(traffic.gigabytes).isEqualTo(3 * 400 * precision.bytes() * 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32})
    void trainingLowersTheLossThatScoringFinds(int batch) {
        TrainingBenchmark benchmark = new TrainingBenchmark();
        benchmark.batch = batch;
        benchmark.images = 50;
        benchmark.prepare();
        double before = benchmark.score().getFirst().loss();
        double during = benchmark.train();
        double after = benchmark.score().getFirst().loss();
        benchmark.close();

        assertThat(after).isLessThan(before);
        assertThat(during).isBetween(0.0, 10.0);
    }

    @Test
    void freeCumulantsAreNumbersInEveryForm() {
        FreeCumulantsBenchmark benchmark = new FreeCumulantsBenchmark();
        benchmark.n = 50;
        benchmark.order = 10;
        benchmark.prepare();
        // The second cumulant is the second moment about the mean.
        double variance = benchmark.moments().value(2);
        assertThat(benchmark.cumulants().value(2)).isCloseTo(variance, within(1e-12 * variance));
        assertThat(benchmark.recursion().value(2)).isCloseTo(variance, within(1e-12 * variance));
    }

    @Test
    void elementaryFunctionsAgreeInEveryForm() {
        ElementaryBenchmark benchmark = new ElementaryBenchmark();
        benchmark.prepare();

        double[] exp = benchmark.exp().clone();
        double[] log = benchmark.log().clone();
        ElementaryBenchmark.requireClose(benchmark.vectorOperatorExp(), exp);
        ElementaryBenchmark.requireClose(benchmark.mathExp(), exp);
        ElementaryBenchmark.requireClose(benchmark.mathLog(), log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lapack-gram", "lapack-gesdd", "java"})
    void everyVectorBackendPassesItsCheck(String backend) {
        VectorBenchmark benchmark = new VectorBenchmark();
        benchmark.backend = backend;
        benchmark.shape = "24x16";
        benchmark.prepare();
        assertThat(benchmark.decompose().spectrum().backend()).isEqualTo(backend);
        assertThat(benchmark.shapes()).isPositive();
        benchmark.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lapack-gram", "lapack-band", "lapack-gesdd", "lapack-gesvd", "java"})
    void everyBackendFindsThePlantedValue(String backend) {
        for (Precision precision : Precision.values()) {
            SpectrumBenchmark benchmark = new SpectrumBenchmark();
            benchmark.backend = backend;
            benchmark.precision = precision;
            benchmark.shape = "40x30";
            benchmark.threads = 1;
            benchmark.prepare();
            FlopCounter counter = new FlopCounter();
            assertThat(benchmark.decompose(counter).singularValues()).hasSize(30);
            benchmark.close();
            assertThat(counter.gflop).isPositive();
            assertThat(counter.limit).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lapack-gram", "syevd", "syevr", "syevd_2stage", "syevr_2stage", "lapack-gesdd"})
    void everyPeerFindsThePlantedValue(String way) {
        for (Precision precision : Precision.values()) {
            LapackPeersBenchmark benchmark = new LapackPeersBenchmark();
            benchmark.way = way;
            benchmark.precision = precision;
            benchmark.shape = "40x30";
            benchmark.prepare();
            assertThat(benchmark.decompose(new FlopCounter())).isPositive();
            benchmark.close();
        }
    }

    @Test
    void matricesSideBySideAndInTurnGiveTheSame() throws Exception {
        ThreadSplitBenchmark benchmark = new ThreadSplitBenchmark();
        benchmark.n = 40;
        benchmark.threads = 2;
        benchmark.prepare();

        assertThat(benchmark.sideBySide()).hasSize(2);
        assertThat(benchmark.inTurn()).hasSize(2);
        benchmark.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 6})
    void bothWaysToTheTrapsAgree(double strength) {
        TrapSearchBenchmark benchmark = new TrapSearchBenchmark();
        benchmark.shape = "60x40";
        benchmark.strength = strength;
        benchmark.prepare();

        assertThat(((TrapSearch.Found) benchmark.fast()).traps()).hasSize(strength > 0 ? 1 : 0);
        assertThat(benchmark.full()).isInstanceOf(SpectrumResult.class);
        assertThat(Math.abs(benchmark.permute())).isPositive();
    }

    @Test
    void anUpdatesFactorsGiveTheValuesOfTheProduct() {
        LowRankBenchmark benchmark = new LowRankBenchmark();
        benchmark.side = 40;
        benchmark.rank = 4;
        benchmark.prepare();

        assertThat(benchmark.core()).hasSize(4);
        assertThat(benchmark.formed()).hasSize(40);
        assertThat(benchmark.product()).isFinite();
    }

    @Test
    void noiseIsMoreLikeItselfThanLikeOtherNoise() {
        AlikenessBenchmark benchmark = new AlikenessBenchmark();
        benchmark.side = 40;
        benchmark.prepare();

        assertThat(benchmark.alikeness()).isBetween(0.1, 0.95);
        assertThat(benchmark.euclidean())
                .isInstanceOfSatisfying(
                        MatrixDistance.Norm.class,
                        norm -> assertThat(norm.value()).isPositive());
    }

    @Test
    void anotherTailIsNoticed() {
        FoundTail found = new FoundTail(3, 2.5, 0.1);

        assertThatThrownBy(() -> found.requireSameAs(new FoundTail(4, 2.5, 0.1)))
                .hasMessageContaining("disagree");
        assertThatThrownBy(() -> found.requireSameAs(new FoundTail(3, 2.5, 0.1001)))
                .hasMessageContaining("disagree");
    }
}
