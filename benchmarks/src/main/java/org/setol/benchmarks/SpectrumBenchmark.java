package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Optional;
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
import org.setol.analysis.bench.Shape;
import org.setol.analysis.bench.SpectrumWorkload;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Precision;

/**
 * How far is each backend from the speed of the machine? Decompositions a second; {@code gflop} is the rate by the
 * backend's own count, {@code limit} the share it reaches of what matrix multiplication would allow (1 / limit is "times
 * the GEMM limit"). The rate of multiplication is measured in the same process, just before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class SpectrumBenchmark {

    private static final Duration REFERENCE_BUDGET = Duration.ofMillis(500);

    @Param({"lapack-gram", "lapack-band", "lapack-gesdd", "lapack-gesvd", "java"})
    public String backend = "java";

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision = Precision.FLOAT32;

    @Param({"384x384", "768x768", "1024x1024", "2048x2048", "2048x512"})
    public String shape = "384x384";

    @Param("1")
    public int threads;

    private final Arena arena = Arena.ofShared();
    private Optional<SpectrumWorkload> workload = Optional.empty();
    private double limitSeconds;

    /** Makes the matrix, decomposes it once, which verifies the backend, and measures the rate of multiplication. */
    @Setup
    public void prepare() {
        Shape size = Shape.parse(shape);
        SpectrumRequest request = new SpectrumRequest(size.rows(), size.cols(), precision, threads);
        SpectrumWorkload made = SpectrumWorkload.of(arena, backend, request);
        made.decompose();
        workload = Optional.of(made);
        limitSeconds = SpectrumWorkload.limitGigaflops(request)
                / FlopReference.of(made.backend().device()).gflops(precision, threads, REFERENCE_BUDGET);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public SpectrumResult decompose(FlopCounter counter) {
        SpectrumWorkload current = workload.orElseThrow();
        counter.add(current.gigaflops(), limitSeconds);
        return current.decompose();
    }
}
