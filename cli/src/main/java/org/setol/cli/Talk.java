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
import picocli.CommandLine.ArgGroup;
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

    /** One or the other. */
    private static final class Volume {
        @Option(
                names = {"-v", "--verbose"},
                description =
                        "Say the plan, how each layer was computed, and the memory it took; stack traces on errors.")
        private boolean verbose;

        @Option(
                names = {"-q", "--quiet"},
                description = "No progress and no warnings.")
        private boolean quiet;
    }

    @ArgGroup
    private Volume volume = new Volume();

    boolean isVerbose() {
        return volume.verbose;
    }

    Progress progress(PrintWriter err) {
        boolean bars = bar == Bar.auto && !volume.quiet && StandardError.isTerminal();
        return new Spoken(bars ? new TerminalProgress() : Progress.SILENT, this, err);
    }

    /** Says the plan, when asked for, and warnings, unless quiet, before anything is computed. */
    private record Spoken(Progress progress, Talk talk, PrintWriter err) implements Progress {

        @Override
        public void planned(String plan) {
            if (talk.volume.verbose) {
                err.println("setol: " + plan);
                err.flush();
            }
        }

        @Override
        public void warned(String warning) {
            talk.warn(warning, err);
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
        if (report.layers().isEmpty() && !volume.quiet) {
            err.println("setol: warning: " + OneLine.of(report.model())
                    + ": no layer to analyse; 'setol describe' says why, tensor by tensor");
        }
        if (!failed.isEmpty() && !volume.quiet) {
            err.println("setol: warning: " + failed.size() + " of "
                    + report.layers().size()
                    + " layers have no spectrum; the first, "
                    + OneLine.of(report.nameOf(failed.getFirst()))
                    + ": " + OneLine.of(failed.getFirst().reason()));
        }
        if (volume.verbose) {
            report.layers().forEach(layer -> err.println(origin(report.nameOf(layer), layer)));
        }
        peak(err);
    }

    /** With {@code -v}, the most memory that was resident so far. */
    void peak(PrintWriter err) {
        if (volume.verbose) {
            ProcessMemory.peak()
                    .ifPresent(
                            bytes -> err.println("setol: peak resident memory " + Math.ceilDiv(bytes, MEBI) + " MiB"));
        }
    }

    /** One line, unless quiet. */
    void warn(String warning, PrintWriter err) {
        if (!volume.quiet) {
            err.println("setol: warning: " + OneLine.of(warning));
        }
    }

    private static String origin(String name, LayerReport layer) {
        String how = switch (layer.outcome()) {
            case Measured measured ->
                measured.provenance().backend() + " " + measured.provenance().precision()
                        + ", residual " + measured.provenance().residual()
                        + (measured.provenance().notes().isEmpty()
                                ? ""
                                : ", " + measured.provenance().notes());
            case Failed failed -> failed.reason();
        };
        return "setol: " + OneLine.of(name) + ": " + OneLine.of(how);
    }
}
