package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.LayerOutcome.Failed;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.models.ModelException;
import org.setol.spectra.backend.BackendUnavailableException;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;

/** Whole runs on small files, with the built-in backend alone: this module knows no other. */
final class SetolTest {

    @TempDir
    private Path folder;

    private static Esd esd(LayerReport layer) {
        return ((Measured) layer.outcome()).metrics().esd();
    }

    @Test
    void rowsComeInFileOrderWithTheSameBitsHoweverManyThreadsRun() throws Exception {
        TestModels models = new TestModels();
        for (int i = 0; i < 12; i++) {
            models.heavyTailed("layer" + i + ".weight", i, 20 + 7 * (i % 5), 15 + i);
        }
        Path model = models.write(folder.resolve("m.safetensors"));
        List<LayerReport> one = analyze(AnalysisOptions.defaults().withThreads(1), model);
        List<LayerReport> four = analyze(AnalysisOptions.defaults().withThreads(4), model);
        assertThat(one).extracting(row -> row.layer().layerId()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        for (int i = 0; i < one.size(); i++) {
            assertThat(four.get(i).layer()).isEqualTo(one.get(i).layer());
            assertThat(esd(four.get(i)).eigenvalues()).isEqualTo(esd(one.get(i)).eigenvalues());
        }
    }

    private static List<LayerReport> analyze(AnalysisOptions options, Path model) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model).layers();
        }
    }

    @Test
    void aLayerThatIsNotNumbersHasAReasonAndTheOthersTheirNumbers() throws Exception {
        float[] broken = new float[400];
        Arrays.fill(broken, 1);
        broken[45] = Float.NaN;
        Path model = new TestModels()
                .heavyTailed("good.weight", 1, 30, 20)
                .tensor("bad.weight", broken, 20, 20)
                .write(folder.resolve("m.safetensors"));
        ModelReport report;
        try (Setol setol = Setol.open()) {
            report = setol.analyze(model);
        }
        assertThat(report.layers().get(1).outcome()).isEqualTo(new Failed("1 NaN weight, at row 2, column 5"));
        PowerLawFit fit = (PowerLawFit)
                ((Measured) report.layers().get(0).outcome()).metrics().tail().outcome();
        assertThat(report.summary()).containsEntry("alpha", fit.alpha());
    }

    @Test
    void aZeroMatrixIsReportedWithItsReason() throws Exception {
        Path model =
                new TestModels().tensor("zero.weight", new float[400], 20, 20).write(folder.resolve("m.safetensors"));
        LayerReport row = analyze(AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.with(Extra.DET_X)), model)
                .getFirst();
        assertThat(row.reason()).isEqualTo("all weights are zero");
        assertThat(esd(row).rankLoss()).isEqualTo(20);
    }

    @Test
    void aLayerBeyondTheMemoryBudgetIsRefusedWithTheNumberNeeded() throws Exception {
        Path model = new TestModels()
                .heavyTailed("small.weight", 1, 20, 12)
                .heavyTailed("large.weight", 2, 400, 400)
                .write(folder.resolve("m.safetensors"));
        List<LayerReport> rows =
                analyze(AnalysisOptions.defaults().withMemoryBytes(ProcessMemory.BYTES + (1 << 20)), model);
        assertThat(rows.get(0).outcome()).isInstanceOf(Measured.class);
        assertThat(rows.get(1).reason()).matches("needs 19[4-7] MiB, --memory allows 193 MiB");
    }

    @Test
    void pooledConvolutionsCarryHalfTheirEigenvaluesAndSlicesTheirCount() throws Exception {
        Path model =
                new TestModels().heavyTailed("conv.weight", 3, 16, 12, 2, 3).write(folder.resolve("m.safetensors"));
        AnalysisOptions corrected =
                AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.withMode(MetricsMode.CORRECTED));
        LayerReport pooled = analyze(corrected, model).getFirst();
        List<LayerReport> slices = analyze(corrected.withRules(corrected.rules().withPool(false)), model);
        assertThat(slices)
                .extracting(row -> row.layer().sliceId().orElseThrow())
                .containsExactly(0, 1, 2, 3, 4, 5);
        double ofSlices = slices.stream()
                .mapToDouble(row -> Arrays.stream(esd(row).eigenvalues()).sum())
                .sum();
        double ofPooled = Arrays.stream(esd(pooled).eigenvalues()).sum();
        assertThat(esd(pooled).size()).isEqualTo(6 * 12);
        // conv2d_norm: count / 2 with count 1 when pooled and 6 when not.
        assertThat(ofSlices).isCloseTo(6 * ofPooled, within(1e-12 * ofSlices));
        // In compat mode the float32 weights are scaled in float32: rounding of 2^-24 an element, twice that squared.
        LayerReport compat = analyze(AnalysisOptions.defaults(), model).getFirst();
        assertThat(Arrays.stream(esd(compat).eigenvalues()).sum()).isCloseTo(ofPooled, within(0x1p-22 * ofPooled));
        assertThat(esd(compat).eigenvalues()).isNotEqualTo(esd(pooled).eigenvalues());
    }

    @Test
    void everyTensorIsCoveredOnce() throws Exception {
        Path model = new TestModels()
                .heavyTailed("a.weight", 1, 20, 12)
                .heavyTailed("a.bias", 2, 20)
                .heavyTailed("tiny.weight", 3, 4, 4)
                .write(folder.resolve("m.safetensors"));
        try (Setol setol = Setol.open()) {
            ModelReport report = setol.analyze(model);
            assertThat(report.coverage())
                    .extracting(entry -> entry.tensor() + " " + entry.status() + " " + entry.reason())
                    .containsExactly(
                            "a.weight analysed ",
                            "a.bias skipped 1-D: bias or norm scale",
                            "tiny.weight skipped fewer than min-evals 10 eigenvalues (n = 4)");
            assertThat(setol.describe(model).parameters()).isEqualTo(20 * 12 + 20 + 16);
        }
    }

    @Test
    void progressIsToldOfEveryLayerAndOfTheWholeCost() throws Exception {
        Path model = new TestModels()
                .heavyTailed("a.weight", 1, 20, 12)
                .heavyTailed("b.weight", 2, 30, 30)
                .write(folder.resolve("m.safetensors"));
        List<String> told = new ArrayList<>();
        double[] costs = new double[2];
        Progress progress = new Progress() {
            @Override
            public void started(String name, int layers, double cost) {
                told.add("started " + layers);
                costs[0] = cost;
            }

            @Override
            public void finished(LayerIdentity layer, double cost) {
                told.add("finished");
                costs[1] += cost;
            }

            @Override
            public void ended() {
                told.add("ended");
            }
        };
        try (Setol setol = Setol.open()) {
            setol.analyze(model, progress);
        }
        assertThat(told).containsExactly("started 2", "finished", "finished", "ended");
        assertThat(costs[1]).isEqualTo(costs[0]).isPositive();
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeAnythingIsRead() throws Exception {
        Path model = new TestModels().heavyTailed("a.weight", 1, 20, 12).write(folder.resolve("m.safetensors"));
        assertThatThrownBy(() -> analyze(AnalysisOptions.defaults().withBackend("lapack-gesdd"), model))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("lapack-gesdd");
        assertThatThrownBy(() -> analyze(AnalysisOptions.defaults(), folder.resolve("absent.safetensors")))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> AnalysisOptions.defaults().withThreads(0)).hasMessageContaining("threads");
        assertThatThrownBy(() -> AnalysisOptions.defaults().withMemoryBytes(0)).hasMessageContaining("memory");
    }
}
