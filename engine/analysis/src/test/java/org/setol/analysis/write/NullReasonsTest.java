package org.setol.analysis.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.TestModels;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.TailOptions;

/** Every null of a JSON report has a reason in its row or, of the summary, beside it. */
final class NullReasonsTest {

    @TempDir
    private Path folder;

    /** Degenerate in as many ways as there are; and one that is not. */
    private Path model() throws Exception {
        float[] constant = new float[40 * 30];
        Arrays.fill(constant, 1);
        float[] rankTwo = new float[40 * 30];
        float[] identity = new float[400];
        for (int i = 0; i < rankTwo.length; i++) {
            rankTwo[i] = (i / 30) * (i % 30 + 1) + (i % 30 == 7 ? 50 : 0);
            identity[i % 400] = i % 400 % 21 == 0 ? 1 : 0;
        }
        float[] broken = new float[400];
        broken[7] = Float.NaN;
        return new TestModels()
                .tensor("constant.weight", constant, 40, 30)
                .tensor("two.weight", rankTwo, 40, 30)
                .tensor("identity.weight", identity, 20, 20)
                .tensor("zero.weight", new float[400], 20, 20)
                .tensor("nan.weight", broken, 20, 20)
                .heavyTailed("tiny.weight", 3, 12, 12)
                .heavyTailed("dense.weight", 1, 60, 40)
                .write(folder.resolve("m.safetensors"));
    }

    private static String write(ReportFormat format, MetricsOptions metrics, Path model) throws Exception {
        StringBuilder out = new StringBuilder();
        try (Setol setol = Setol.open(AnalysisOptions.defaults().withMetrics(metrics))) {
            format.write(List.of(setol.analyze(model)), false, out);
        }
        return out.toString();
    }

    @Test
    void everyRowWithANullHasAReason() throws Exception {
        Path model = model();
        TailOptions truncated = TailOptions.DEFAULTS.withLaw(TailOptions.Law.TRUNCATED);
        for (MetricsMode mode : MetricsMode.values()) {
            MetricsOptions all = MetricsOptions.BASE
                    .withMode(mode)
                    .with(Extra.SETOL, Extra.VECTORS, Extra.DELTA_ES, Extra.HILL, Extra.MP_FIT, Extra.DET_X);
            for (MetricsOptions metrics : List.of(all, all.withTail(truncated))) {
                assertThat(write(ReportFormat.JSONL, metrics, model).lines())
                        .hasSize(7)
                        .filteredOn(row -> row.contains(":null"))
                        .allSatisfy(row -> assertThat(row).contains("\"reason\":\""));
            }
        }
    }

    @Test
    void nullsOfTheirOwnHaveReasonsOfTheirOwn() throws Exception {
        Path model = model();
        String setol = write(ReportFormat.JSONL, MetricsOptions.BASE.with(Extra.SETOL), model);
        assertThat(setol.lines().toList().getFirst())
                .contains("no bulk is looked for after a rank collapse")
                .contains("Q2_low_raw: the series converges")
                .contains("Q2_ratio_raw: the last terms vanish");
        TailOptions truncated = TailOptions.DEFAULTS.withLaw(TailOptions.Law.TRUNCATED);
        assertThat(write(ReportFormat.JSONL, MetricsOptions.BASE.withTail(truncated), model)
                        .lines()
                        .toList()
                        .getLast())
                .contains("\"sigma\":null", "\"reason\":\"sigma: ");
        MetricsOptions corrected =
                MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).with(Extra.VECTORS, Extra.DELTA_ES);
        assertThat(write(ReportFormat.JSONL, corrected, model).lines().toList().get(1))
                .contains("no vectors of the bulk, all are of the tail")
                .contains("alpha_2: D has no second minimum")
                .contains("no two neighbouring gaps");
    }

    /** What is no trouble is not told where eyes would stumble over it. */
    @Test
    void theTableIsSparedOfWhatIsNoTrouble() throws Exception {
        Path model = new TestModels().heavyTailed("tiny.weight", 3, 12, 12).write(folder.resolve("tiny.safetensors"));
        TailOptions truncated = TailOptions.DEFAULTS.withLaw(TailOptions.Law.TRUNCATED);
        assertThat(write(ReportFormat.TABLE, MetricsOptions.BASE.withTail(truncated), model))
                .doesNotContain("reason");
    }

    @Test
    void aSummaryWithoutNumbersSaysSo() throws Exception {
        Path model = new TestModels()
                .tensor("zero.weight", new float[400], 20, 20)
                .write(folder.resolve("zero.safetensors"));
        assertThat(write(ReportFormat.JSON, MetricsOptions.BASE, model))
                .contains("\"reason\": \"no layer has a number for log_norm, alpha, alpha_weighted, ");
        Path good = new TestModels().heavyTailed("dense.weight", 1, 60, 40).write(folder.resolve("good.safetensors"));
        assertThat(write(ReportFormat.JSON, MetricsOptions.BASE, good)).doesNotContain("reason\": \"no layer");
    }
}
