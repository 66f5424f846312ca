package org.setol.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.setol.analysis.PhysicalMemory;
import org.setol.analysis.bench.Shape;
import org.setol.analysis.bench.SvdBench;
import org.setol.analysis.bench.SvdTiming;
import org.setol.analysis.report.Machine;
import org.setol.analysis.write.SvdTableFormat;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.matrix.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code setol bench svd}: which backend is how fast at which size, here. */
@Command(
        name = "svd",
        description =
                "Sizes x backends: seconds, GFLOP/s, ratio to the GEMM limit, residual. Every answer is verified.",
        footer = {
            "",
            "Examples:",
            "  setol bench svd",
            "  setol bench svd --sizes 4096,4096x1024 --backends lapack-gram,lapack-gesdd --precision float32 --json"
        })
final class BenchSvdCommand implements Callable<Integer>, Verbosity {

    private static final double NANOS = 1e9;

    @Option(
            names = "--sizes",
            paramLabel = "SIZE",
            split = ",",
            defaultValue = "384,768,1024,2048,2048x512",
            converter = ShapeConverter.class,
            description = "N for squares or ROWSxCOLS, by commas (default: ${DEFAULT-VALUE}).")
    private List<Shape> shapes = List.of();

    @Option(
            names = "--backends",
            paramLabel = "NAME",
            split = ",",
            description = "Backends, by commas (default: all; see 'setol backends').")
    private List<String> backends = List.of();

    @Option(
            names = "--precision",
            paramLabel = "P",
            split = ",",
            converter = PrecisionConverter.class,
            completionCandidates = PrecisionConverter.class,
            description = "float32, float64, by commas (default: both).")
    private List<Precision> precisions = List.of(Precision.values());

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Threads for each decomposition (default: all cores).")
    private @Nullable Integer threads;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            defaultValue = "1",
            description = "About how long each cell measures; one run is timed whatever it takes (default: 1).")
    private Duration budget = Duration.ofSeconds(1);

    @Option(names = "--json", description = "Everything measured, as JSON.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not say on stderr what is being measured.")
    private boolean quiet;

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** For picocli. */
    static final class ShapeConverter implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String text) {
            try {
                return Shape.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** For picocli. */
    static final class PrecisionConverter extends OneOf<Precision> {
        PrecisionConverter() {
            super(Precision.values(), Precision::label);
        }
    }

    /** For picocli. */
    static final class SecondsConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                double seconds = Double.parseDouble(text);
                if (seconds > 0 && seconds <= 3600) {
                    return Duration.ofNanos((long) (seconds * NANOS));
                }
            } catch (NumberFormatException ignored) {
                // Said below, as for numbers out of range.
            }
            throw new TypeConversionException("'" + text + "' is not a number of seconds up to 3600");
        }
    }

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        requireSizes();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        BackendRegistry registry = BackendRegistry.load();
        int chosenThreads = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        SvdBench bench = new SvdBench(shapes, precisions, chosenBackends(registry), chosenThreads, budget);
        List<SvdTiming> timings = bench.run(registry, cell -> {
            if (!quiet) {
                err.println("setol: bench svd: " + cell);
            }
        });
        Machine machine = Machine.current(registry, bench.backends());
        if (json) {
            SvdTableFormat.json(timings, machine, chosenThreads, out);
        } else {
            SvdTableFormat.table(timings, machine, chosenThreads, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    /** Its matrix and the numbers that it is made of, in float64, before an allocation fails. */
    private void requireSizes() {
        if (shapes.isEmpty()) {
            throw new UsageException("--sizes: names no size; give ROWSxCOLS, e.g. 2048x512, or 2048 for a square");
        }
        double memory = PhysicalMemory.bytes();
        for (Shape shape : shapes) {
            double needed = 2.0 * shape.rows() * shape.cols() * Double.BYTES;
            if (needed > memory) {
                throw new UsageException(String.format(
                        Locale.ROOT,
                        "--sizes: %s needs %.0f GB, this machine has %.0f; name a smaller one",
                        shape,
                        needed / 1e9,
                        memory / 1e9));
            }
        }
    }

    private List<String> chosenBackends(BackendRegistry registry) {
        if (!backends.isEmpty()) {
            backends.forEach(registry::require);
            return backends;
        }
        List<String> all = new ArrayList<>();
        registry.all().stream().map(SpectrumBackend::name).forEach(all::add);
        return all;
    }
}
