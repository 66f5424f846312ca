package org.setol.cli;

import java.util.List;
import org.setol.analysis.report.ModelReport;
import picocli.CommandLine.Command;

/** {@code setol demo}: analyze on the small trained model that is packed in. */
@Command(
        name = "demo",
        description =
                "Analyze the small trained model that is packed in: an MLP of 784-300-100-10 units, trained on MNIST.")
final class DemoCommand extends AnalysisCommand {

    private static final String NAME = "demo: MLP 784-300-100-10 trained on MNIST";

    @Override
    public Integer call() throws Exception {
        try (DemoModel model = DemoModel.unpack()) {
            return analyze(List.of(model.path()), new OtherModels());
        }
    }

    @Override
    ModelReport named(ModelReport report) {
        return report.withModel(NAME);
    }
}
