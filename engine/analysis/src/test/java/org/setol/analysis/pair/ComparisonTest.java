package org.setol.analysis.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Progress;
import org.setol.analysis.Setol;
import org.setol.analysis.TestModels;
import org.setol.analysis.write.PairFormat;
import org.setol.models.layers.LayerFilter;

final class ComparisonTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private ModelComparison compare(AnalysisOptions options) throws Exception {
        Path a = new TestModels()
                .heavyTailed("x.weight", 1, 40, 30)
                .heavyTailed("y.weight", 2, 40, 30)
                .heavyTailed("z.weight", 3, 50, 20)
                .heavyTailed("gone.weight", 4, 30, 20)
                .write(folder.resolve("a.safetensors"));
        Path b = new TestModels()
                .heavyTailed("m.z.weight", 5, 50, 20)
                .heavyTailed("new.weight", 6, 30, 20)
                .heavyTailed("m.x.weight", 1, 40, 30)
                .heavyTailed("m.y.weight", 7, 30, 40)
                .write(folder.resolve("b.safetensors"));
        try (Setol setol = Setol.open(options)) {
            return setol.compare(a, b, Progress.SILENT);
        }
    }

    private static String written(PairFormat format, ModelComparison comparison, String sort) throws Exception {
        StringBuilder out = new StringBuilder();
        format.write(comparison, sort, out);
        return out.toString();
    }

    @Test
    void joinsLayersByNameAndListsTheOthers() throws Exception {
        ModelComparison comparison = compare(AnalysisOptions.defaults());

        assertThat(comparison.rows())
                .extracting(row ->
                        row.left().layer().name() + " " + row.right().layer().name())
                .containsExactly("x m.x", "y m.y", "z m.z");
        assertThat(comparison.alone()).hasSize(2);
        assertThat(comparison.alone().getFirst().left().orElseThrow().layer().name())
                .isEqualTo("gone");
        assertThat(comparison.alone().getFirst().reason()).isEqualTo("not in B");
        assertThat(comparison.alone().getLast().right().orElseThrow().layer().name())
                .isEqualTo("new");
        assertThat(comparison.alone().getLast().reason()).isEqualTo("only in B");
    }

    @Test
    void aFilterIsOneOnTheLeftModel() throws Exception {
        AnalysisOptions defaults = AnalysisOptions.defaults();
        LayerFilter filter = LayerFilter.parse(List.of("x", "gone"));

        ModelComparison comparison = compare(defaults.withRules(defaults.rules().withFilter(filter)));

        assertThat(comparison.rows())
                .extracting(row -> row.right().layer().name())
                .containsExactly("m.x");
        assertThat(comparison.right().layers()).hasSize(1);
        assertThat(comparison.alone()).hasSize(1);
    }

    @Test
    void theLayersThatChangedMostComeFirstAndEveryMetricIsThere() throws Exception {
        ModelComparison comparison = compare(AnalysisOptions.defaults());

        String csv = written(PairFormat.CSV, comparison, "stable_rank");

        List<String> lines = csv.lines().toList();
        List<String> header = List.of(lines.getFirst().split(","));
        assertThat(header).contains("alpha_a", "alpha_b", "alpha_change", "entropy_change", "warning_a", "N_b");
        assertThat(header).doesNotContain("warning_change", "seconds_a");
        int change = header.indexOf("stable_rank_change");
        List<Double> changes = lines.stream()
                .skip(1)
                .limit(3)
                .map(line -> Math.abs(Double.parseDouble(line.split(",", -1)[change])))
                .toList();
        assertThat(changes).isSortedAccordingTo((p, q) -> Double.compare(q, p));
        assertThat(changes.getLast()).as("x is the same in both").isZero();
        assertThat(lines.get(4)).startsWith("3,,,gone,,dense").endsWith("not in B");
        assertThat(lines.get(5)).startsWith(",1,,,new,dense").endsWith("only in B");
        String alpha = written(PairFormat.CSV, comparison, "alpha");
        assertThat(alpha).isNotEqualTo(csv).hasLineCount(6);
    }

    @Test
    void tableAndJsonHoldSummaryLayersAndWhatIsUnmatched() throws Exception {
        ModelComparison comparison = compare(AnalysisOptions.defaults());

        assertThat(written(PairFormat.TABLE, comparison, "alpha"))
                .contains(
                        "mean", "log_alpha_norm", "name A", "m.z", "3 of 5 layers have a partner", "A: gone: not in B");
        assertThat(written(PairFormat.JSON, comparison, "alpha"))
                .contains("\"summary\"", "\"relative\"", "\"unmatched\"", "\"reason\": \"only in B\"")
                .doesNotContain("NaN");
        assertThat(written(PairFormat.JSON, compare(AnalysisOptions.defaults().withThreads(1)), "alpha"))
                .isEqualTo(written(PairFormat.JSON, comparison, "alpha"));
    }

    @Test
    void anUnknownMetricIsNamedWithThoseThereAre() throws Exception {
        ModelComparison comparison = compare(AnalysisOptions.defaults());
        assertThatThrownBy(() -> written(PairFormat.CSV, comparison, "alpa"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'alpa'")
                .hasMessageContaining("alpha, ");
    }
}
