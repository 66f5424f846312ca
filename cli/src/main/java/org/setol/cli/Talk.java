package org.setol.cli;

import java.io.PrintWriter;
import java.util.List;
import org.setol.analysis.ProcessMemory;
import org.setol.analysis.Progress;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.LayerOutcome.Failed;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import picocli.CommandLine.Option;

/** Options that say how much appears on stderr, and what appears there. */
final class Talk {

    private static final long MEBI = 1 << 20;

    /** When the bar is shown. */
    enum Bar {
        auto,
        never
    }

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Progress bar: auto (on a terminal) or never (default: auto).")
    private Bar bar = Bar.auto;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say the plan, how each layer was computed, and the memory it took; stack traces on errors.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no warnings.")
    private boolean quiet;

    boolean isVerbose() {
        return verbose;
    }

    Progress progress(PrintWriter err) {
        Progress progress =
                bar == Bar.auto && !quiet && StandardError.isTerminal() ? new TerminalProgress() : Progress.SILENT;
        return verbose ? new Verbose(progress, err) : progress;
    }

    /** Says the plan before anything is computed. */
    private record Verbose(Progress progress, PrintWriter err) implements Progress {

        @Override
        public void planned(String plan) {
            err.println("setol: " + plan);
            err.flush();
        }

        @Override
        public void started(String model, int layers, double cost) {
            progress.started(model, layers, cost);
        }

        @Override
        public void finished(LayerIdentity layer, double cost) {
            progress.finished(layer, cost);
        }

        @Override
        public void ended() {
            progress.ended();
        }
    }

    /** One line for layers without a spectrum, or when there is no layer at all; with {@code -v} one line for each layer. */
    void after(ModelReport report, PrintWriter err) {
        List<LayerReport> failed = report.layers().stream()
                .filter(layer -> layer.outcome() instanceof Failed)
                .toList();
        if (report.layers().isEmpty() && !quiet) {
            err.println("setol: warning: " + OneLine.of(report.model())
                    + ": no layer to analyse; 'setol describe' says why, tensor by tensor");
        }
        if (!failed.isEmpty() && !quiet) {
            err.println("setol: warning: " + failed.size() + " of "
                    + report.layers().size()
                    + " layers have no spectrum; the first, "
                    + OneLine.of(failed.getFirst().layer().longname())
                    + ": " + OneLine.of(failed.getFirst().reason()));
        }
        if (verbose) {
            report.layers().forEach(layer -> err.println(origin(layer)));
            ProcessMemory.peak()
                    .ifPresent(
                            bytes -> err.println("setol: peak resident memory " + Math.ceilDiv(bytes, MEBI) + " MiB"));
        }
    }

    /** One line, unless quiet. */
    void warn(String warning, PrintWriter err) {
        if (!quiet) {
            err.println("setol: warning: " + OneLine.of(warning));
        }
    }

    private static String origin(LayerReport layer) {
        String how = switch (layer.outcome()) {
            case Measured measured ->
                measured.provenance().backend() + " " + measured.provenance().precision()
                        + ", residual " + measured.provenance().residual()
                        + (measured.provenance().notes().isEmpty()
                                ? ""
                                : ", " + measured.provenance().notes());
            case Failed failed -> failed.reason();
        };
        return "setol: " + OneLine.of(layer.layer().longname()) + ": " + OneLine.of(how);
    }
}
