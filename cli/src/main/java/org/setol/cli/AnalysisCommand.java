package org.setol.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What analyze and demo have in common: all options, and what is done with them. */
abstract class AnalysisCommand implements Callable<Integer>, Verbosity {

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Mixin
    private final AnalysisSettings settings = new AnalysisSettings();

    @Mixin
    private final ReportOutput output = new ReportOutput();

    @Mixin
    private final Checks checks = new Checks();

    @Mixin
    private final Talk talk = new Talk();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public boolean isVerbose() {
        return talk.isVerbose();
    }

    /**
     * Analyses models one after the other, writes all reports together, then checks them.
     *
     * @return the exit code
     */
    final int analyze(List<Path> models) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        output.check(models);
        try (ReportOutput.Places places = output.open();
                Setol setol = Setol.open(settings.options(layers))) {
            List<ModelReport> reports = new ArrayList<>();
            for (Path model : models) {
                ModelReport report = named(setol.analyze(model, talk.progress()));
                talk.after(report, err);
                reports.add(report);
            }
            places.write(reports, spec.commandLine().getOut());
            return checks.exitCode(reports, err);
        }
    }

    /** The report under the name that the user knows the model by. */
    ModelReport named(ModelReport report) {
        return report;
    }
}
