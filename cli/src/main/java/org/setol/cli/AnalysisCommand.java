package org.setol.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelReport;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.Device;
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
     * @param with what is added to every model and subtracted from it
     * @return the exit code
     */
    final int analyze(List<Path> models, OtherModels with) throws Exception {
        AnalysisOptions options = with.of(settings.options(layers.rules()));
        checks.check(options, output.hasSeconds());
        output.check(models, with.inputs(), options.matrixBytes());
        return run(options, setol -> {
            List<ModelReport> reports = new ArrayList<>();
            for (Path model : models) {
                reports.add(told(named(
                        setol.analyze(model, talk.progress(spec.commandLine().getErr())))));
            }
            return reports;
        });
    }

    /** Analyses an adapter alone. Its spectra are short by nature, so that no lower limit holds unless one is given. */
    final int analyzeAdapter(OtherModels with) throws Exception {
        AnalysisOptions options = with.of(settings.options(layers.rules(1)));
        options.adapterObjection().ifPresent(reason -> {
            throw new UsageException("--lora without MODEL: " + reason);
        });
        checks.check(options, output.hasSeconds());
        output.check(List.of(), with.inputs(), options.matrixBytes());
        return run(
                options,
                setol -> List.of(told(
                        setol.analyzeAdapter(talk.progress(spec.commandLine().getErr())))));
    }

    private interface Work {
        List<ModelReport> reports(Setol setol) throws Exception;
    }

    private int run(AnalysisOptions options, Work work) throws Exception {
        try (ReportOutput.Places places = output.open();
                Setol setol = Setol.open(options)) {
            List<BackendStatus.Unavailable> before = unusableDevices(options, setol);
            before.forEach(status -> warn("the GPU is not used: ", status));
            List<ModelReport> reports = work.reports(setol);
            unusableDevices(options, setol).stream()
                    .filter(status -> !before.contains(status))
                    .forEach(status -> warn("", status));
            places.write(reports, spec.commandLine().getOut());
            return checks.exitCode(reports, spec.commandLine().getErr());
        }
    }

    /** None where the processor was asked for: a device that nobody wants is not looked for. */
    private static List<BackendStatus.Unavailable> unusableDevices(AnalysisOptions options, Setol setol) {
        boolean wanted = options.backend()
                .flatMap(setol.backends()::find)
                .map(backend -> backend.device() != Device.CPU)
                .orElse(true);
        return wanted ? setol.backends().unusableDevices() : List.of();
    }

    /** One line where a device could have been used and cannot, or was given up; none where there is no device. */
    private void warn(String what, BackendStatus.Unavailable status) {
        talk.warn(
                what + status.reason() + "; " + status.remedy(),
                spec.commandLine().getErr());
    }

    private ModelReport told(ModelReport report) {
        talk.after(report, spec.commandLine().getErr());
        return report;
    }

    /** The report under the name that the user knows the model by. */
    ModelReport named(ModelReport report) {
        return report;
    }
}
