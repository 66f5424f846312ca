package org.setol.benchmarks;

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
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.metrics.Alikeness;
import org.setol.spectra.metrics.MatrixDistance;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.source.StridedView;

/** What does it cost to compare two matrices: alikeness (4 n^3 operations) against one pass over both? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class AlikenessBenchmark {

    private static final long SEED = 17;
    private static final double AGREEMENT = 1e-12;

    @Param({"384", "1024"})
    public int side;

    private final MatrixProducts products = MatrixProducts.best();
    private StridedView left = StridedView.of(new float[1], 1, 1);
    private StridedView right = left;

    @Setup
    public void prepare() {
        left = noise(SEED);
        right = noise(SEED + 1);
        double itself = Alikeness.of(left, left, MetricsMode.CORRECTED, products);
        if (Math.abs(itself - 1) > AGREEMENT) {
            throw new IllegalStateException("a matrix is not like itself: " + itself);
        }
    }

    private StridedView noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[side * side];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return StridedView.of(values, side, side);
    }

    @Benchmark
    public double alikeness() {
        return Alikeness.of(left, right, MetricsMode.CORRECTED, products);
    }

    @Benchmark
    public MatrixDistance.Outcome euclidean() {
        return MatrixDistance.euclidean(left, right);
    }
}
