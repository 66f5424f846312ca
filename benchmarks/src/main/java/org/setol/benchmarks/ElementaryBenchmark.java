package org.setol.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.setol.spectra.kernels.Kernels;

/** What does one exp or log cost, in nanoseconds a value: our kernels, the JDK's scalar and vector functions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementaryBenchmark.COUNT)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementaryBenchmark {

    /** Both arrays stay in the first cache; not a multiple of any vector's length. */
    static final int COUNT = 1021;

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final long SEED = 7;

    /** The functions agree to a few ulp. */
    private static final double TOLERANCE = 1e-14;

    private final double[] negative = new double[COUNT];
    private final double[] positive = new double[COUNT];
    private final double[] out = new double[COUNT];

    /** Fills the inputs, exponents of a distribution function and positive values, and verifies the kernels on them. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int k = 0; k < COUNT; k++) {
            negative[k] = -30 * random.nextDouble();
            positive[k] = Math.exp(20 * random.nextGaussian());
        }
        requireClose(exp().clone(), mathExp());
        requireClose(log().clone(), mathLog());
    }

    @Benchmark
    public double[] exp() {
        Kernels.exp(negative, out);
        return out;
    }

    @Benchmark
    public double[] mathExp() {
        for (int k = 0; k < COUNT; k++) {
            out[k] = Math.exp(negative[k]);
        }
        return out;
    }

    @Benchmark
    public double[] vectorOperatorExp() {
        int k = 0;
        for (; k < SPECIES.loopBound(COUNT); k += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, negative, k)
                    .lanewise(VectorOperators.EXP)
                    .intoArray(out, k);
        }
        for (; k < COUNT; k++) {
            out[k] = Math.exp(negative[k]);
        }
        return out;
    }

    @Benchmark
    public double[] log() {
        Kernels.log(positive, out);
        return out;
    }

    @Benchmark
    public double[] mathLog() {
        for (int k = 0; k < COUNT; k++) {
            out[k] = Math.log(positive[k]);
        }
        return out;
    }

    static void requireClose(double[] actual, double[] expected) {
        for (int k = 0; k < COUNT; k++) {
            if (!(Math.abs(actual[k] - expected[k]) <= TOLERANCE * Math.abs(expected[k]))) {
                throw new IllegalStateException("at " + k + ": " + actual[k] + ", expected " + expected[k]);
            }
        }
    }
}
