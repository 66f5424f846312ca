package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportFormat;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.Farms;
import org.setol.spectra.metrics.FarmsOptions;
import org.setol.spectra.metrics.Finding;
import org.setol.spectra.metrics.Hill;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;

final class FarmsAndHillTest {

    private static final AnalysisOptions BOTH =
            AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.with(Extra.FARMS, Extra.HILL));

    @TempDir
    private Path folder;

    private static ModelReport analyze(AnalysisOptions options, Path model) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model);
        }
    }

    private static SpectralMetrics metrics(LayerReport layer) {
        return ((Measured) layer.outcome()).metrics();
    }

    private static <T extends Finding> T find(LayerReport layer, Class<T> type) {
        return metrics(layer).find(type).orElseThrow();
    }

    private static double alpha(PowerLawOutcome outcome) {
        return ((PowerLawFit) outcome).alpha();
    }

    /** One window that is the whole matrix: FARMS' exponent is then the layer's own, Clauset's and Hill's. */
    @Test
    void theLargestWindowOfASquareMatrixIsTheMatrix() throws Exception {
        Path model = new TestModels()
                .heavyTailed("square.weight", 1, 60, 60)
                .heavyTailed("conv.weight", 2, 40, 40, 3, 3)
                .write(folder.resolve("m.safetensors"));
        for (LayerReport layer : analyze(BOTH, model).layers()) {
            Farms farms = find(layer, Farms.class);
            assertThat(farms.windows()).isEqualTo(layer.layer().slices());
            assertThat(alpha(farms.alpha()))
                    .isEqualTo(alpha((PowerLawOutcome) metrics(layer).tail().outcome()));
            assertThat(farms.hill()).isEqualTo(find(layer, Hill.class));
        }
    }

    @Test
    void windowsArePooledOverKernelPositionsOrReportedForEach() throws Exception {
        Path model =
                new TestModels().heavyTailed("conv.weight", 2, 40, 30, 1, 2).write(folder.resolve("c.safetensors"));
        AnalysisOptions small = BOTH.withMetrics(BOTH.metrics().withFarms(new FarmsOptions(1.5, 10, 3)));
        Farms pooled = find(analyze(small, model).layers().getFirst(), Farms.class);
        assertThat(pooled.windows()).isEqualTo(2 * 3 * 3);
        assertThat(pooled.shape()).isEqualTo("10x15");
        List<LayerReport> slices =
                analyze(small.withRules(small.rules().withPool(false)), model).layers();
        assertThat(slices)
                .hasSize(2)
                .allSatisfy(
                        layer -> assertThat(find(layer, Farms.class).windows()).isEqualTo(9));
    }

    @Test
    void threadsAndMemoryChangeNothing() throws Exception {
        TestModels models = new TestModels();
        for (int i = 0; i < 5; i++) {
            models.heavyTailed("layer" + i + ".weight", i, 150 + 17 * i, 120 - 9 * i);
        }
        Path model = models.write(folder.resolve("m.safetensors"));
        List<Farms> one = farms(BOTH.withThreads(1), model);
        assertThat(farms(BOTH.withThreads(4).withMemoryBytes(ProcessMemory.BYTES + (2 << 20)), model))
                .isEqualTo(one);
        assertThat(one).allSatisfy(farms -> assertThat(farms.windows()).isGreaterThan(1));
    }

    private static List<Farms> farms(AnalysisOptions options, Path model) throws Exception {
        return analyze(options, model).layers().stream()
                .map(layer -> find(layer, Farms.class))
                .toList();
    }

    @Test
    void columnsCarryTheirOwnNamesAndReasonsTheirOwnWords() throws Exception {
        Path model = new TestModels()
                .heavyTailed("a.weight", 1, 40, 30)
                .tensor("zero.weight", new float[30 * 20], 30, 20)
                .write(folder.resolve("m.safetensors"));
        StringBuilder json = new StringBuilder();
        AnalysisOptions wide = BOTH.withMetrics(BOTH.metrics().withFarms(new FarmsOptions(50, 10, 3)));
        ReportFormat.JSON.write(List.of(analyze(wide, model)), false, json);
        assertThat(json.toString())
                .contains("\"farms_q\": 50.0", "\"farms_per_side\": 3", "\"farms_alpha\": null", "\"farms_windows\": 0")
                .containsPattern("\"alpha_hill_mid\": \\d\\.\\d+")
                .containsPattern("\"alpha_hill_peak\": \\d\\.\\d+")
                .contains("farms: no window of that aspect ratio fits", "\"reason\": \"all weights are zero\"");
    }

    /** Without a pool of the run's own, the bootstrap would run on the common pool, which knows nothing of --threads. */
    @Test
    void theBootstrapStaysOnTheRunsThreads() throws Exception {
        Path model = new TestModels().heavyTailed("a.weight", 1, 80, 70).write(folder.resolve("m.safetensors"));
        AnalysisOptions bootstrap = AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.withTail(
                        MetricsOptions.BASE.tail().withStudy(false, false, OptionalInt.of(300), OptionalInt.of(300))));
        double one = gof(analyze(bootstrap.withThreads(1), model));
        long before = ForkJoinPool.commonPool().getStealCount();
        assertThat(gof(analyze(bootstrap.withThreads(3), model))).isEqualTo(one);
        assertThat(ForkJoinPool.commonPool().getStealCount()).isEqualTo(before);
        assertThat(one).isBetween(0.0, 1.0);
    }

    private static double gof(ModelReport report) {
        return metrics(report.layers().getFirst())
                .tail()
                .study()
                .goodness()
                .orElseThrow()
                .p();
    }

    @Test
    void hillOfASampleIsNotClausets() throws Exception {
        Path model = new TestModels().heavyTailed("a.weight", 1, 90, 70).write(folder.resolve("m.safetensors"));
        LayerReport layer = analyze(BOTH, model).layers().getFirst();
        PowerLawFit mid = (PowerLawFit) find(layer, Hill.class).mid();
        assertThat(mid.tail()).isEqualTo(35);
        assertThat(mid.xmin()).isCloseTo(metrics(layer).esd().eigenvalues()[35], within(0.0));
    }
}
