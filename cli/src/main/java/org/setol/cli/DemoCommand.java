package org.setol.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code setol demo}: analyze on the small trained model that is packed in. */
@Command(
        name = "demo",
        description =
                "Analyze the small trained model that is packed in: an MLP of 784-300-100-10 units, trained on MNIST.")
final class DemoCommand implements Callable<Integer>, Verbosity {

    private static final String NAME = "demo: MLP 784-300-100-10 trained on MNIST";

    @Mixin
    private final LayerSelection layers = new LayerSelection();

    @Mixin
    private final AnalysisSettings settings = new AnalysisSettings();

    @Mixin
    private final ReportOutput output = new ReportOutput();

    @Mixin
    private final Talk talk = new Talk();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public boolean isVerbose() {
        return talk.isVerbose();
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        output.check(List.of());
        try (ReportOutput.Places places = output.open();
                Setol setol = Setol.open(settings.options(layers));
                DemoModel model = DemoModel.unpack()) {
            ModelReport report = setol.analyze(model.path(), talk.progress()).withModel(NAME);
            talk.after(report, err);
            places.write(List.of(report), spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
