package org.setol.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.setol.analysis.Setol;
import org.setol.analysis.write.TextGrid;
import org.setol.spectra.backend.BackendProbe;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.BackendStatus.Available;
import org.setol.spectra.backend.BackendStatus.Unavailable;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setol backends}: what can compute spectra here, and how fast. */
@Command(
        name = "backends",
        description = "Every backend: available or why not, library, version, core, threads, measured GFLOP/s.")
final class BackendsCommand implements Callable<Integer>, Verbosity {

    /** Per precision, so that a backend takes about a second. */
    private static final Duration BUDGET = Duration.ofMillis(500);

    @Option(names = "--no-probe", description = "Do not measure.")
    private boolean noProbe;

    @Mixin
    private final StackTraces traces = new StackTraces();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public boolean isVerbose() {
        return traces.areWanted();
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("backend", "status", "library", "version", "core", "threads", "GFLOP/s f32", "GFLOP/s f64"));
        Map<String, List<String>> remedies = new LinkedHashMap<>();
        try (Setol setol = Setol.open()) {
            for (SpectrumBackend backend : setol.backends().all()) {
                rows.add(row(backend, remedies));
            }
        }
        for (FlopReference reference : ServiceLoader.load(FlopReference.class)) {
            if (reference.status() instanceof Available available) {
                rows.add(row(
                        "(" + reference.name() + ")",
                        available,
                        rate(reference, Precision.FLOAT32),
                        rate(reference, Precision.FLOAT64)));
            }
        }
        TextGrid.write(rows, out);
        remedies.forEach((why, names) -> out.println(String.join(", ", names) + ": " + why));
        out.println("\nkernels: " + Kernels.description());
        out.flush();
        return ExitCode.OK;
    }

    private List<String> row(SpectrumBackend backend, Map<String, List<String>> remedies) {
        return switch (backend.status()) {
            case Available available ->
                row(
                        backend.name(),
                        available,
                        rate(backend, available, Precision.FLOAT32),
                        rate(backend, available, Precision.FLOAT64));
            case Unavailable unavailable -> {
                remedies.computeIfAbsent(unavailable.reason() + "; " + unavailable.remedy(), why -> new ArrayList<>())
                        .add(backend.name());
                String cause = unavailable.cause().name().toLowerCase(Locale.ROOT);
                yield List.of(backend.name(), cause, "-", "-", "-", "-", "-", "-");
            }
        };
    }

    private static List<String> row(String name, BackendStatus.Available available, String single, String twice) {
        return List.of(
                name,
                "available",
                available.library(),
                available.version(),
                available.core(),
                Integer.toString(available.maxThreads()),
                single,
                twice);
    }

    private String rate(SpectrumBackend backend, Available available, Precision precision) {
        return noProbe ? "-" : format(BackendProbe.gflops(backend, precision, threads(available), BUDGET));
    }

    private String rate(FlopReference reference, Precision precision) {
        int threads = Runtime.getRuntime().availableProcessors();
        return noProbe ? "-" : format(reference.gflops(precision, threads, BUDGET));
    }

    private static int threads(Available available) {
        return Math.min(available.maxThreads(), Runtime.getRuntime().availableProcessors());
    }

    private static String format(double gflops) {
        return String.format(Locale.ROOT, "%.1f", gflops);
    }
}
