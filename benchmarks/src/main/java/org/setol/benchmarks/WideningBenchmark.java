package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/**
 * Does widening run at the speed of memory? {@code widen} and {@code copy} move the same number of bytes, read and
 * written together, so their gigabytes a second compare directly.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WideningBenchmark {

    private static final long SEED = 11;

    @Param({"BFLOAT16", "FLOAT16", "FLOAT8_E4M3", "FLOAT8_E5M2", "FLOAT32", "FLOAT64"})
    public ElementType stored = ElementType.BFLOAT16;

    @Param({"FLOAT32", "FLOAT64"})
    public Precision target = Precision.FLOAT32;

    /** A small matrix that stays in the second cache, and one far larger than the last. */
    @Param({"128", "4096"})
    public int side;

    private final Arena arena = Arena.ofShared();
    private MemorySegment bytes = MemorySegment.NULL;
    private MemorySegment copyFrom = MemorySegment.NULL;
    private MemorySegment copyTo = MemorySegment.NULL;
    private Matrix widened = new Matrix(MemorySegment.NULL, 0, 0, Precision.FLOAT32);

    @Setup
    public void prepare() {
        long elements = (long) side * side;
        bytes = arena.allocate(elements * stored.bytes(), 64);
        widened = Matrix.allocate(arena, side, side, target);
        long half = elements * (stored.bytes() + target.bytes()) / 2;
        copyFrom = arena.allocate(half, 64).fill((byte) 1);
        copyTo = arena.allocate(half, 64).fill((byte) 2);
        SplittableRandom random = new SplittableRandom(SEED);
        for (long k = 0; k < elements; k++) {
            StoredNumbers.set(bytes, stored, k, random.nextDouble(-1, 1));
        }
    }

    /** Checks a thousand elements of the last result, whatever was timed. */
    @TearDown
    public void verify() {
        view().copyTo(widened);
        long elements = (long) side * side;
        long step = Math.max(1, elements / 1000);
        for (long k = 0; k < elements; k += step) {
            double expected = StoredNumbers.get(bytes, stored, k);
            double actual = widened.get((int) (k / side), (int) (k % side));
            if (actual != (target == Precision.FLOAT32 ? (float) expected : expected)) {
                throw new IllegalStateException("element " + k + " is " + actual + ", expected " + expected);
            }
        }
        arena.close();
    }

    @Benchmark
    public Matrix widen(Traffic traffic) {
        view().copyTo(widened);
        traffic.add(2 * copyFrom.byteSize());
        return widened;
    }

    @Benchmark
    public byte copy(Traffic traffic) {
        MemorySegment.copy(copyFrom, 0, copyTo, 0, copyFrom.byteSize());
        traffic.add(2 * copyFrom.byteSize());
        return copyTo.get(ValueLayout.JAVA_BYTE, 0);
    }

    private StridedView view() {
        return StridedView.rowMajor(bytes, stored, side, side);
    }
}
