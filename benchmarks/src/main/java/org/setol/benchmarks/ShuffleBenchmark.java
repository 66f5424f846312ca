package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.random.Shuffle;

/** What does permuting the elements of a matrix cost, within the caches and beyond them? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShuffleBenchmark {

    /** The shapes of a small transformer: attention, feed-forward, embedding. */
    @Param({"384", "1536", "30522"})
    public int rows;

    private final Arena arena = Arena.ofShared();
    private Matrix matrix = new Matrix(MemorySegment.NULL, 0, 0, Precision.FLOAT64);
    private long stream;

    /** Zeros move like any other numbers. */
    @Setup
    public void prepare() {
        matrix = Matrix.allocate(arena, rows, 384, Precision.FLOAT64);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public Matrix permute() {
        Shuffle.all(matrix, new RandomWords(1, stream++));
        return matrix;
    }
}
