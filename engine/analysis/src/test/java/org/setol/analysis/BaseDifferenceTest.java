package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;

final class BaseDifferenceTest {

    private static final int ROWS = 40;
    private static final int COLS = 24;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static double[] eigenvalues(LayerReport row) {
        return ((Measured) row.outcome()).metrics().esd().eigenvalues();
    }

    private static ModelReport difference(AnalysisOptions options, Path model, Path base) throws Exception {
        try (Setol setol = Setol.open(options.withBase(base))) {
            return setol.analyze(model);
        }
    }

    /** Multiples of 2^-8 below 2: sums and differences of them are exact in float32. */
    private static float[] grid(int seed) {
        float[] values = new float[ROWS * COLS];
        for (int k = 0; k < values.length; k++) {
            values[k] = ((k * 7919 + seed * 104_729) % 1024 - 512) * 0x1p-8f;
        }
        return values;
    }

    /** u v' with u of 1, 2, 4 and v of 1/2, 1: rank one, its only eigenvalue is |u|^2 |v|^2. */
    private static float[] planted() {
        float[] values = new float[ROWS * COLS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLS; j++) {
                values[i * COLS + j] = (1 << (i % 3)) * (j % 2 == 0 ? 0.5f : 1);
            }
        }
        return values;
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = a.clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] += b[k];
        }
        return sum;
    }

    @Test
    void whatWasAddedIsWhatIsFound() throws Exception {
        Path base = new TestModels()
                .tensor("a.weight", grid(1), ROWS, COLS)
                .tensor("b.weight", grid(2), ROWS, COLS)
                .write(folder.resolve("base.safetensors"));
        Path model = new TestModels()
                .tensor("b.weight", grid(2), ROWS, COLS)
                .tensor("a.weight", sum(grid(1), planted()), ROWS, COLS)
                .write(folder.resolve("model.safetensors"));

        ModelReport report = difference(AnalysisOptions.defaults(), model, base);

        assertThat(report.layers()).extracting(row -> row.layer().name()).containsExactly("b", "a");
        assertThat(eigenvalues(report.layers().getFirst())).containsOnly(0);
        assertThat(report.layers().getFirst().reason()).isEqualTo("equal to the base");
        double[] found = eigenvalues(report.layers().getLast());
        // 14 ones, 13 twos, 13 fours; 12 halves, 12 ones.
        double expected = (14 + 13 * 4 + 13 * 16) * (12 * 0.25 + 12);
        assertThat(found[COLS - 1]).isCloseTo(expected, within(expected * 1e-13));
        assertThat(Arrays.stream(found).limit(COLS - 1).max().orElseThrow()).isLessThan(expected * 1e-26);
    }

    @Test
    void everyOptionWorksOnTheDifferenceAsOnAModelThatHoldsIt() throws Exception {
        Path base = new TestModels()
                .tensor("a.weight", grid(1), ROWS, COLS)
                .tensor("conv.weight", grid(3), 20, 12, 2, 2)
                .write(folder.resolve("base.safetensors"));
        Path model = new TestModels()
                .tensor("a.weight", sum(grid(1), grid(5)), ROWS, COLS)
                .tensor("conv.weight", sum(grid(3), grid(6)), 20, 12, 2, 2)
                .write(folder.resolve("model.safetensors"));
        Path held = new TestModels()
                .tensor("a.weight", grid(5), ROWS, COLS)
                .tensor("conv.weight", grid(6), 20, 12, 2, 2)
                .write(folder.resolve("held.safetensors"));
        MetricsOptions all =
                MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).with(Extra.DET_X, Extra.MP_FIT, Extra.RANDOMIZE);
        AnalysisOptions options = AnalysisOptions.defaults().withMetrics(all);

        ModelReport difference = difference(options, model, base);
        ModelReport plain;
        try (Setol setol = Setol.open(options)) {
            plain = setol.analyze(held);
        }

        assertThat(difference.layers()).hasSize(2);
        for (int k = 0; k < 2; k++) {
            // The same elements, whatever way they came: the same bits.
            assertThat(difference.layers().get(k).outcome())
                    .usingRecursiveComparison()
                    .isEqualTo(plain.layers().get(k).outcome());
        }
    }

    @Test
    void layersOfOneModelAloneAreListedAndNotAnalysed() throws Exception {
        Path base = new TestModels()
                .tensor("a.weight", grid(1), ROWS, COLS)
                .tensor("old.weight", grid(2), ROWS, COLS)
                .tensor("wide.weight", grid(3), COLS, ROWS)
                .tensor("grown.weight", grid(3), ROWS, COLS)
                .write(folder.resolve("base.safetensors"));
        Path model = new TestModels()
                .tensor("a.weight", grid(2), ROWS, COLS)
                .tensor("new.weight", grid(1), ROWS, COLS)
                .tensor("wide.weight", grid(4), ROWS, COLS)
                .tensor("grown.weight", grid(3), 2 * ROWS, COLS / 2)
                .write(folder.resolve("model.safetensors"));

        ModelReport report = difference(AnalysisOptions.defaults(), model, base);

        assertThat(report.layers()).extracting(row -> row.layer().name()).containsExactly("a", "wide");
        assertThat(report.coverage())
                .filteredOn(entry -> !entry.analysed())
                .extracting(CoverageEntry::tensor, CoverageEntry::reason)
                .containsExactly(
                        tuple("new.weight", "not in the base"),
                        tuple("grown.weight", "shape 80x12 against 40x24 in the base"),
                        tuple("old.weight", "only in the base"));
    }
}
