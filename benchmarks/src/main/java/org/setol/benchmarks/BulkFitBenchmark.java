package org.setol.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.setol.spectra.fit.KernelDensity;
import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.MpConvention;
import org.setol.spectra.fit.MpOutcome;

/** What does a Marchenko-Pastur fit cost, and how much of it is the density, estimated once? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BulkFitBenchmark {

    private static final long SEED = 17;
    private static final double BANDWIDTH = 0.1;
    private static final int POINTS = 1000;

    @Param({"384", "4096"})
    public int n;

    private double[] eigenvalues = {};
    private double[] grid = {};

    /** A bulk with a heavy tail, of mean about 1. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(SEED);
        eigenvalues =
                random.doubles(n).map(u -> 0.4 * Math.pow(1 - u, -0.5)).sorted().toArray();
        double end = eigenvalues[n - 1] + 0.5;
        grid = IntStream.range(0, POINTS)
                .mapToDouble(k -> end * k / (POINTS - 1))
                .toArray();
        double[] direct = direct();
        double[] sliding = triangularDensity();
        for (int k = 0; k < POINTS; k++) {
            if (Math.abs(direct[k] - sliding[k]) > 1e-12) {
                throw new IllegalStateException("densities differ at " + grid[k]);
            }
        }
    }

    @Benchmark
    public MpOutcome fit() {
        return MarchenkoPastur.fit(eigenvalues, 2 * n, n, MpConvention.WEIGHTWATCHER);
    }

    @Benchmark
    public double[] triangularDensity() {
        return KernelDensity.TRIANGULAR.on(eigenvalues, BANDWIDTH, grid);
    }

    @Benchmark
    public double[] gaussianDensity() {
        return KernelDensity.GAUSSIAN.on(eigenvalues, BANDWIDTH, grid);
    }

    /** The triangular density as the definition reads: every datum at every point. */
    @Benchmark
    public double[] direct() {
        return Arrays.stream(grid)
                .map(at -> Arrays.stream(eigenvalues)
                                .map(x -> Math.max(0, 1 - Math.abs(x - at) / BANDWIDTH))
                                .sum()
                        / (n * BANDWIDTH))
                .toArray();
    }
}
