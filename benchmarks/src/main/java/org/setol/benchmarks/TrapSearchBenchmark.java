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
import org.openjdk.jmh.annotations.Warmup;
import org.setol.analysis.bench.Shape;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.TrapSearch;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.source.PermutedSource;
import org.setol.spectra.source.StridedView;

/**
 * What does it cost to know the traps of a permuted matrix, by Lanczos and Cholesky or by its whole spectrum? On one thread,
 * the permutation included, which {@link #permute} shows by itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrapSearchBenchmark {

    private static final double CLOSE = 1e-10;

    @Param({"384x384", "1024x1024", "2048x2048", "2048x512"})
    public String shape = "384x384";

    /** Strength of one large element, in units of what can be seen at all: none, just above the edge, far out. */
    @Param({"0", "1.6", "6"})
    public double strength;

    private final GramRoutines routines = GramRoutines.fastest();
    private PermutedSource permuted = new PermutedSource(StridedView.of(new double[1], 1, 1), 1, 0);
    private Route route = new Route(List.of(), Accuracy.FAST);

    /** Uniform elements of variance 1; the two ways must agree. */
    @Setup
    public void prepare() {
        Shape sides = Shape.parse(shape);
        SplittableRandom random = new SplittableRandom(1);
        double[] elements = random.doubles((long) sides.rows() * sides.cols())
                .map(u -> Math.sqrt(12) * (u - 0.5))
                .toArray();
        elements[5] += strength * Math.pow((double) sides.rows() * sides.cols(), 0.25);
        permuted = new PermutedSource(StridedView.of(elements, sides.rows(), sides.cols()), 1, 0);
        SpectrumRequest request = new SpectrumRequest(sides.rows(), sides.cols(), Precision.FLOAT64, 1);
        route = new BackendSelector(BackendRegistry.load()).route(BackendChoice.Auto.FAST, Accuracy.FAST, request);
        verify();
    }

    private void verify() {
        double[] sigma = ((SpectrumResult) full()).singularValues();
        double top = sigma[sigma.length - 1];
        double found = ((TrapSearch.Found) fast()).largest();
        if (!(Math.abs(found / (top * top) - 1) < CLOSE)) {
            throw new IllegalStateException("largest eigenvalue " + found + ", of the whole spectrum " + top * top);
        }
    }

    @Benchmark
    public TrapSearch fast() {
        return TrapSearch.of(permuted, routines, 1, new RandomWords(1, -1));
    }

    @Benchmark
    public SpectrumOutcome full() {
        return SpectrumDriver.decompose(permuted, route);
    }

    @Benchmark
    public double permute() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, permuted.rows(), permuted.cols(), Precision.FLOAT64);
            permuted.copyTo(matrix);
            return matrix.get(0, 0);
        }
    }
}
