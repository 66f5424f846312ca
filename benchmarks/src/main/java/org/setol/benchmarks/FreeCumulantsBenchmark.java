package org.setol.benchmarks;

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
import org.setol.spectra.freeprob.FreeCumulants;
import org.setol.spectra.freeprob.Moments;

/**
 * What do the free cumulants of a layer cost: the moments, O(n order), and the recursion, O(order^3), both in
 * double-double arithmetic? Run with {@code -Dsetol.kernels=scalar} among the JVM's options for the plain loops.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class FreeCumulantsBenchmark {

    @Param({"300", "4096"})
    public int n;

    @Param({"5", "20", "64"})
    public int order;

    double[] spectrum = new double[0];
    Moments given = Moments.given(new double[] {1}, 0);

    /** Whatever is timed must be numbers, not noise. */
    @Setup
    public void prepare() {
        spectrum = SpectrumShape.PARETO_TAIL.sorted(n);
        given = Moments.central(spectrum, order, 0);
        FreeCumulants cumulants = cumulants();
        for (int k = 1; k <= order; k++) {
            if (cumulants.isNoise(k)) {
                throw new IllegalStateException("kappa_" + k + " is noise: " + cumulants.value(k));
            }
        }
    }

    @Benchmark
    public Moments moments() {
        return Moments.central(spectrum, order, 0);
    }

    @Benchmark
    public FreeCumulants recursion() {
        return FreeCumulants.of(given);
    }

    @Benchmark
    public FreeCumulants cumulants() {
        return FreeCumulants.of(spectrum, order);
    }
}
