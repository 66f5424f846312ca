package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Do passes over a matrix run at the speed of memory? The sum of squares and the scan that precedes every decomposition;
 * {@code copy} moves as many bytes, half of them written, so gigabytes a second compare directly.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReductionBenchmark {

    private static final long SEED = 13;

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision = Precision.FLOAT32;

    @Param({"128", "4096"})
    public int side;

    private final Arena arena = Arena.ofShared();
    private Matrix matrix = new Matrix(MemorySegment.NULL, 0, 0, Precision.FLOAT32);
    private MemorySegment from = MemorySegment.NULL;
    private MemorySegment to = MemorySegment.NULL;

    /** Fills the matrix and holds the two sums against a plain one. */
    @Setup
    public void prepare() {
        matrix = Matrix.allocate(arena, side, side, precision);
        SplittableRandom random = new SplittableRandom(SEED);
        double plain = 0;
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                matrix.set(i, j, random.nextDouble(-1, 1));
                plain += matrix.get(i, j) * matrix.get(i, j);
            }
        }
        from = matrix.segment().asSlice(0, bytes() / 2);
        to = arena.allocate(bytes() / 2, 64);
        requireClose(Kernels.sumOfSquares(matrix), plain);
        if (WeightScan.of(matrix) instanceof FrobeniusNorm norm) {
            requireClose(norm.value() * norm.value(), plain);
        } else {
            throw new IllegalStateException("the scan finds weights that are no numbers");
        }
    }

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public double sumOfSquares(Traffic traffic) {
        traffic.add(bytes());
        return Kernels.sumOfSquares(matrix);
    }

    @Benchmark
    public WeightScan weightScan(Traffic traffic) {
        traffic.add(bytes());
        return WeightScan.of(matrix);
    }

    @Benchmark
    public MemorySegment copy(Traffic traffic) {
        traffic.add(bytes());
        MemorySegment.copy(from, 0, to, 0, bytes() / 2);
        return to;
    }

    private long bytes() {
        return matrix.size() * precision.bytes();
    }

    /** Any order of n additions of positive terms is right to n eps. */
    private void requireClose(double actual, double expected) {
        if (!(Math.abs(actual - expected) <= matrix.size() * 0x1p-52 * expected)) {
            throw new IllegalStateException("sum of squares " + actual + ", expected " + expected);
        }
    }
}
