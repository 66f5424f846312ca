package org.setol.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to try every xmin? The engine's pruned scan, the same without pruning, and the double loop over
 * {@code Math.pow} that it replaces. All three must find the same tail before any is timed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KsScanBenchmark {

    /** Data for the scans that are fast enough for every size. */
    @State(Scope.Benchmark)
    public static class Spectrum {

        @Param({"384", "1024", "4096", "15000"})
        public int n;

        @Param
        public SpectrumShape shape = SpectrumShape.PARETO_TAIL;

        double[] sorted = new double[0];

        @Setup
        public void prepare() {
            sorted = shape.sorted(n);
            FoundTail.byEngine(sorted).requireSameAs(ExhaustiveScans.byKernel(sorted));
        }
    }

    /** Data for the slow one: a second and more at 4096. */
    @State(Scope.Benchmark)
    public static class SmallSpectrum {

        @Param({"384", "1024", "4096"})
        public int n;

        @Param
        public SpectrumShape shape = SpectrumShape.PARETO_TAIL;

        double[] sorted = new double[0];

        @Setup
        public void prepare() {
            sorted = shape.sorted(n);
            FoundTail.byEngine(sorted).requireSameAs(ExhaustiveScans.byPow(sorted));
        }
    }

    /** What the product runs. */
    @Benchmark
    public FoundTail pruned(Spectrum spectrum) {
        return FoundTail.byEngine(spectrum.sorted);
    }

    /** Every candidate in full, by the same vector kernel. */
    @Benchmark
    public FoundTail exhaustive(Spectrum spectrum) {
        return ExhaustiveScans.byKernel(spectrum.sorted);
    }

    /** The peer's formula. */
    @Benchmark
    public FoundTail mathPow(SmallSpectrum spectrum) {
        return ExhaustiveScans.byPow(spectrum.sorted);
    }
}
