package org.setol.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.setol.analysis.write.TextGrid;
import org.setol.spectra.backend.BackendProbe;
import org.setol.spectra.backend.BackendStatus.Available;
import org.setol.spectra.backend.BackendStatus.Unavailable;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.Rate;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.matrix.Precision;

/** The rows of {@code setol backends}, and below them why some cannot be used. */
final class BackendsTable {

    private static final List<String> HEADER =
            List.of("backend", "status", "library", "version", "core", "threads", "GFLOP/s f32", "GFLOP/s f64");

    /** Per precision, so that a backend takes about a second. */
    private static final Duration BUDGET = Duration.ofMillis(500);

    private final boolean probe;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<List<String>> limits = new ArrayList<>();
    private final Map<String, List<String>> remedies = new LinkedHashMap<>();

    /** @param probe whether rates are measured */
    BackendsTable(boolean probe) {
        this.probe = probe;
        rows.add(HEADER);
    }

    void add(SpectrumBackend backend) {
        switch (backend.status()) {
            case Available available -> {
                int threads =
                        Math.min(available.maxThreads(), Runtime.getRuntime().availableProcessors());
                rows.add(measured(
                        backend.name(),
                        available,
                        precision -> BackendProbe.rate(backend, precision, threads, BUDGET)));
            }
            case Unavailable unavailable -> {
                String cause =
                        unavailable.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                rows.add(List.of(backend.name(), cause, "-", "-", "-", "-", "-", "-"));
                remedy(backend.name(), unavailable.reason() + "; " + unavailable.remedy());
            }
        }
    }

    /** Below the backends, whenever it was measured. None for the limit of a library that is not there: its backends say so. */
    void add(FlopReference reference) {
        if (reference.status() instanceof Available available) {
            int threads = Runtime.getRuntime().availableProcessors();
            limits.add(measured(
                    "(" + reference.name() + ")", available, precision -> reference.rate(precision, threads, BUDGET)));
        }
    }

    private List<String> measured(String name, Available available, Function<Precision, Rate> rate) {
        List<String> cells = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
            if (!probe) {
                cells.add("-");
                continue;
            }
            switch (rate.apply(precision)) {
                case Rate.Measured measured -> cells.add(String.format(Locale.ROOT, "%.1f", measured.gflops()));
                case Rate.Failed failed -> {
                    cells.add("-");
                    reasons.add(failed.reason());
                }
            }
        }
        reasons.stream()
                .limit(1) // the second, of the other precision, is the same or follows from it
                .forEach(reason -> remedy(name, "its trial fails: " + reason + "; use another backend"));
        return List.of(
                name,
                reasons.isEmpty() ? "available" : "broken",
                available.library(),
                available.version(),
                available.core(),
                Integer.toString(available.maxThreads()),
                cells.getFirst(),
                cells.getLast());
    }

    private void remedy(String name, String why) {
        remedies.computeIfAbsent(why, unseen -> new ArrayList<>()).add(name);
    }

    void write(Appendable out) throws IOException {
        TextGrid.write(Stream.concat(rows.stream(), limits.stream()).toList(), out);
        for (Map.Entry<String, List<String>> remedy : remedies.entrySet()) {
            out.append(String.join(", ", remedy.getValue()))
                    .append(": ")
                    .append(remedy.getKey())
                    .append(System.lineSeparator());
        }
    }
}
