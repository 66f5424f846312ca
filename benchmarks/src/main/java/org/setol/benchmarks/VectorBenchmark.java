package org.setol.benchmarks;

import java.lang.foreign.Arena;
import java.util.List;
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
import org.setol.analysis.bench.Shape;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.SingularVectors;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.backend.VectorDriver;
import org.setol.spectra.backend.VectorRoute;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.VectorShape;
import org.setol.spectra.source.StridedView;

/** What vectors cost beside values alone ({@link SpectrumBenchmark}), their check included, and what their shapes cost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class VectorBenchmark {

    private static final long SEED = 42;

    @Param({"lapack-gram", "lapack-gesdd", "java"})
    public String backend = "java";

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision = Precision.FLOAT64;

    /** All backends take these; "java" has none beyond 512. */
    @Param({"256x256", "512x512", "2048x512"})
    public String shape = "256x256";

    private MatrixSource source = StridedView.of(new float[0], 0, 0);
    private VectorRoute route = new VectorRoute(List.of(), Accuracy.FAST);
    private double[] vector = new double[0];

    /** Makes the matrix and decomposes it once, which verifies the backend. */
    @Setup
    public void prepare() {
        Shape size = Shape.parse(shape);
        SplittableRandom random = new SplittableRandom(SEED);
        float[] weights = new float[size.rows() * size.cols()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.03 * random.nextGaussian());
        }
        source = StridedView.of(weights, size.rows(), size.cols());
        SpectrumRequest request = new SpectrumRequest(size.rows(), size.cols(), precision, 1);
        route = VectorBackends.load().route(new BackendChoice.Forced(backend), Accuracy.FAST, request);
        vector = random.doubles(request.rank(), -1, 1).toArray();
        decompose();
    }

    @TearDown
    public void close() {
        source = StridedView.of(new float[0], 0, 0);
    }

    @Benchmark
    public SingularVectors decompose() {
        try (Arena arena = Arena.ofConfined()) {
            return VectorDriver.decompose(source, route, arena) instanceof SingularVectors vectors ? vectors : fail();
        }
    }

    private SingularVectors fail() {
        throw new IllegalStateException(backend + " has no vectors of " + shape);
    }

    /** The shapes of as many vectors as the basis has. */
    @Benchmark
    public double shapes() {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += VectorShape.of(vector).discreteEntropy();
        }
        return sum;
    }
}
