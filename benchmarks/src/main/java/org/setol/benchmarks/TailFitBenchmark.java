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
import org.setol.spectra.fit.Alternatives;
import org.setol.spectra.fit.Bootstrap;
import org.setol.spectra.fit.KsDistance;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.Stability;
import org.setol.spectra.fit.TailOutcome;
import org.setol.spectra.fit.TruncatedFit;
import org.setol.spectra.fit.TruncatedPowerLaw;

/** What do the fits beyond the plain power law cost? All on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TailFitBenchmark {

    private static final int REPLICATES = 2500;
    private static final long SEED = 42;

    /** A trained layer's spectrum with its power law. */
    @State(Scope.Benchmark)
    public static class Spectrum {

        @Param({"384", "1024", "4096"})
        public int n;

        double[] sorted = new double[0];

        @SuppressWarnings("NullAway.Init") // set before any benchmark runs
        PowerLawFit fit;

        @Setup
        public void prepare() {
            sorted = SpectrumShape.PARETO_TAIL.sorted(n);
            fit = (PowerLawFit) PowerLaw.fitSorted(sorted);
            if (!(TruncatedPowerLaw.fitSorted(sorted, 1, true, KsDistance.ONE_SIDED) instanceof TruncatedFit)) {
                throw new IllegalStateException("no truncated fit");
            }
        }
    }

    /** TPL: two parameters at every xmin. */
    @Benchmark
    public TailOutcome truncated(Spectrum spectrum) {
        return TruncatedPowerLaw.fitSorted(spectrum.sorted, 1, true, KsDistance.ONE_SIDED);
    }

    @Benchmark
    public Alternatives alternatives(Spectrum spectrum) {
        return Alternatives.of(spectrum.sorted, spectrum.fit);
    }

    @Benchmark
    public Stability stability(Spectrum spectrum) {
        return Stability.of(spectrum.sorted, spectrum.fit);
    }

    /** 2500 replicates, xmin refitted. */
    @Benchmark
    public Bootstrap.GoodnessOfFit goodnessOfFit(Spectrum spectrum) {
        return Bootstrap.goodnessOfFit(spectrum.sorted, spectrum.fit, REPLICATES, SEED, false);
    }

    /** 2500 resamples, xmin refitted. */
    @Benchmark
    public Bootstrap.Interval interval(Spectrum spectrum) {
        return Bootstrap.interval(spectrum.sorted, KsDistance.ONE_SIDED, REPLICATES, SEED, false);
    }
}
