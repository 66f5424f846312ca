package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.setol.analysis.bench.SpectrumWorkload;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Precision;

/**
 * From which size on do all threads belong to one matrix? As many equal matrices as threads: side by side with one
 * thread each, or one after the other with all of them. Sets the analysis plan's limit between the two.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ThreadSplitBenchmark {

    @Param("lapack-gram")
    public String backend = "lapack-gram";

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision = Precision.FLOAT64;

    @Param({"512", "1024", "2048"})
    public int n;

    @Param("2")
    public int threads = 2;

    private final Arena arena = Arena.ofShared();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<SpectrumWorkload> single = new ArrayList<>();
    private final List<SpectrumWorkload> multiple = new ArrayList<>();

    @Setup
    public void prepare() {
        for (int k = 0; k < threads; k++) {
            single.add(SpectrumWorkload.of(arena, backend, new SpectrumRequest(n, n, precision, 1)));
            multiple.add(SpectrumWorkload.of(arena, backend, new SpectrumRequest(n, n, precision, threads)));
        }
    }

    @TearDown
    public void close() {
        pool.shutdown();
        arena.close();
    }

    /** One thread a matrix, all at once. */
    @Benchmark
    public List<SpectrumResult> sideBySide() throws Exception {
        List<Callable<SpectrumResult>> tasks = new ArrayList<>();
        for (SpectrumWorkload workload : single) {
            tasks.add(workload::decompose);
        }
        List<SpectrumResult> results = new ArrayList<>();
        for (Future<SpectrumResult> done : pool.invokeAll(tasks)) {
            results.add(done.get());
        }
        return results;
    }

    /** All threads for each matrix in turn. */
    @Benchmark
    public List<SpectrumResult> inTurn() {
        return multiple.stream().map(SpectrumWorkload::decompose).toList();
    }
}
