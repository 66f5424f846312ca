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
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Our Gram route beside what OpenBLAS offers for the same values: {@code gesdd}, and the symmetric drivers after {@code
 * syrk}. Ours copies, scans and checks the matrix besides. Decompositions a second; {@code limit} is the share of what matrix
 * multiplication would allow, by the count of the cheapest way for all of them (1 / limit is "times the GEMM limit").
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class LapackPeersBenchmark {

    private static final Duration REFERENCE_BUDGET = Duration.ofMillis(500);

    /** A backend's name, or a LAPACK driver's. */
    @Param({"lapack-gram", "syevd", "syevr", "syevd_2stage", "syevr_2stage", "lapack-gesdd"})
    public String way = "lapack-gram";

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision = Precision.FLOAT32;

    @Param({"1024x1024", "2048x2048"})
    public String shape = "1024x1024";

    @Param({"1", "2"})
    public int threads = 1;

    private final Arena arena = Arena.ofShared();
    private Optional<SpectrumWorkload> backend = Optional.empty();
    private Optional<LapackPeers> peers = Optional.empty();
    private double gigaflops;
    private double limitSeconds;
    private double planted;
    private double tolerance;

    /** Makes the matrix, decomposes it once, and measures the rate of multiplication. */
    @Setup
    public void prepare() {
        Shape size = Shape.parse(shape);
        SpectrumRequest request = new SpectrumRequest(size.rows(), size.cols(), precision, threads);
        SpectrumWorkload made = SpectrumWorkload.of(arena, way.startsWith("lapack-") ? way : "lapack-gram", request);
        planted = made.matrix().planted();
        tolerance = Math.max(size.rows(), size.cols()) * precision.epsilon() * planted;
        if (way.startsWith("lapack-")) {
            backend = Optional.of(made);
        } else {
            Matrix matrix = Matrix.allocate(arena, size.rows(), size.cols(), precision);
            made.matrix().source().copyTo(matrix);
            peers = Optional.of(LapackPeers.of(matrix));
        }
        gigaflops = SpectrumWorkload.limitGigaflops(request);
        limitSeconds =
                gigaflops / FlopReference.of(made.backend().device()).gflops(precision, threads, REFERENCE_BUDGET);
        largestValue();
    }

    @TearDown
    public void close() {
        peers.ifPresent(LapackPeers::close);
        arena.close();
    }

    /**
     * The largest of the values.
     *
     * @throws IllegalStateException when it is not the planted one
     */
    @Benchmark
    public double decompose(FlopCounter counter) {
        counter.add(gigaflops, limitSeconds);
        return largestValue();
    }

    private double largestValue() {
        double largest = peers.map(lapack -> lapack.run(way, threads))
                .or(() -> backend.map(SpectrumWorkload::decompose).map(LapackPeersBenchmark::last))
                .orElseThrow();
        if (!(Math.abs(largest - planted) <= tolerance)) {
            throw new IllegalStateException(way + " finds " + largest + " instead of " + planted);
        }
        return largest;
    }

    private static double last(SpectrumResult result) {
        return result.singularValues()[result.singularValues().length - 1];
    }
}
