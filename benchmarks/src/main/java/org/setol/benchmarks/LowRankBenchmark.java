package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
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
import org.setol.spectra.Spectrum;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.LowRankProduct;
import org.setol.spectra.source.StridedView;

/** What does the spectrum of a low-rank update cost from its factors, and what formed? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class LowRankBenchmark {

    private static final long SEED = 17;
    private static final double AGREEMENT = 1e-10;

    @Param({"1024"})
    public int side;

    @Param({"16", "64"})
    public int rank;

    private LowRankProduct product = new LowRankProduct(factor(1, 1, 1), factor(2, 1, 1), 1);

    private static StridedView factor(long seed, int rows, int cols) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows * cols];
        Arrays.setAll(values, k -> random.nextGaussian());
        return StridedView.of(values, rows, cols);
    }

    @Setup
    public void prepare() {
        product = new LowRankProduct(factor(SEED, side, rank), factor(SEED + 1, rank, side), 2);
        double[] whole = formed();
        double[] core = core();
        for (int k = 0; k < rank; k++) {
            double expected = whole[side - rank + k];
            if (Math.abs(core[k] - expected) > AGREEMENT * expected) {
                throw new IllegalStateException("value " + k + ": " + core[k] + " from factors, " + expected);
            }
        }
    }

    /** Two QR factorisations, then the singular values of their core. */
    @Benchmark
    public double[] core() {
        return Spectrum.of(product.core()).singularValues();
    }

    /** The product, then all of its singular values. */
    @Benchmark
    public double[] formed() {
        return Spectrum.of(product).singularValues();
    }

    /** The product alone. */
    @Benchmark
    public double product() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, side, side, Precision.FLOAT64);
            product.copyTo(matrix);
            return matrix.get(side - 1, side - 1);
        }
    }
}
