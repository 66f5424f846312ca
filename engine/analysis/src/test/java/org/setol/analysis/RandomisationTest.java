package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportFormat;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Randomised;

final class RandomisationTest {

    private static final AnalysisOptions RANDOMIZE =
            AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.with(Extra.RANDOMIZE));

    @TempDir
    private Path folder;

    private static ModelReport analyze(AnalysisOptions options, Path model) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model);
        }
    }

    private static List<Randomised> randomised(AnalysisOptions options, Path model) throws Exception {
        return analyze(options, model).layers().stream()
                .map(RandomisationTest::randomised)
                .toList();
    }

    private static Randomised randomised(LayerReport layer) {
        return ((Measured) layer.outcome()).metrics().find(Randomised.class).orElseThrow();
    }

    private static String json(ModelReport report) throws Exception {
        StringBuilder json = new StringBuilder();
        ReportFormat.JSON.write(List.of(report), false, json);
        return json.toString();
    }

    private Path heavyTailed() throws Exception {
        TestModels models = new TestModels();
        for (int i = 0; i < 6; i++) {
            models.heavyTailed("layer" + i + ".weight", i, 40 + 17 * i, 30 + i);
        }
        return models.heavyTailed("conv.weight", 9, 24, 16, 3, 3)
                .heavyTailed("wide.weight", 10, 120, 110)
                .write(folder.resolve("m.safetensors"));
    }

    @Test
    void theSeedDecidesAndThreadsAndTheChoiceOfLayersDoNot() throws Exception {
        Path model = heavyTailed();
        List<Randomised> one = randomised(RANDOMIZE.withThreads(1), model);
        assertThat(randomised(RANDOMIZE.withThreads(4), model)).isEqualTo(one);
        AnalysisOptions last = RANDOMIZE.withRules(RANDOMIZE.rules().withMinEvals(100));
        assertThat(randomised(last, model)).isEqualTo(one.subList(6, 8));
        AnalysisOptions other = RANDOMIZE.withMetrics(RANDOMIZE.metrics().withSeed(2));
        assertThat(randomised(other, model)).doesNotContainAnyElementsOf(one);
    }

    @Test
    void aSliceIsPermutedTheSameWayPooledOrNot() throws Exception {
        Path model =
                new TestModels().heavyTailed("conv.weight", 9, 110, 105, 1, 2).write(folder.resolve("c.safetensors"));
        AnalysisOptions corrected = RANDOMIZE.withMetrics(RANDOMIZE.metrics().withMode(MetricsMode.CORRECTED));
        double pooled = randomised(corrected, model).getFirst().maxEigenvalue();
        List<Randomised> slices =
                randomised(corrected.withRules(corrected.rules().withPool(false)), model);
        // conv2d_norm: half of the eigenvalues pooled, 2 / 2 of them by slice.
        assertThat(slices.stream().mapToDouble(Randomised::maxEigenvalue).max().orElseThrow())
                .isEqualTo(2 * pooled);
    }

    @Test
    void aPlantedTrapIsListedWithItsEdgeInTheLayerThatHasIt() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        float[] clean = new float[120 * 110];
        float[] trapped = new float[120 * 110];
        for (int k = 0; k < clean.length; k++) {
            clean[k] = (float) random.nextGaussian();
            trapped[k] = (float) random.nextGaussian();
        }
        trapped[5000] = 60;
        Path model = new TestModels()
                .tensor("clean.weight", clean, 120, 110)
                .tensor("trapped.weight", trapped, 120, 110)
                .write(folder.resolve("m.safetensors"));
        ModelReport report = analyze(RANDOMIZE, model);
        assertThat(randomised(report.layers().get(0)).traps()).isEmpty();
        assertThat(randomised(report.layers().get(1)).traps()).hasSize(1);
        assertThat(json(report))
                .contains("\"num_rand_spikes\": 0", "\"traps\": [ ]", "\"num_rand_spikes\": 1")
                .containsPattern("\"eigenvalue\": 3\\d{3}\\.\\d+,\\s+\"edge\": 5\\d{2}\\.\\d+,\\s+\"excess_tw\": ");
    }

    @Test
    void smallLayersArePermutedFiveTimes() throws Exception {
        assertThat(Randomised.replicas(99)).isEqualTo(5);
        assertThat(Randomised.replicas(100)).isEqualTo(1);
        Path model = heavyTailed();
        // The largest of five pooled permutations is rarely that of the first; of one it always is.
        List<LayerReport> layers = analyze(RANDOMIZE, model).layers();
        assertThat(layers.subList(0, 6))
                .anySatisfy(layer ->
                        assertThat(ofFirst(layer)).isLessThan(randomised(layer).maxEigenvalue() * (1 - 1e-9)));
        assertThat(layers.subList(6, 8))
                .allSatisfy(
                        layer -> assertThat(ofFirst(layer) / randomised(layer).maxEigenvalue())
                                .isBetween(1 - 1e-12, 1 + 1e-12));
    }

    private static double ofFirst(LayerReport layer) {
        return randomised(layer).softRank()
                * ((Measured) layer.outcome()).metrics().esd().lambdaMax();
    }

    @Test
    void zerosHaveNullsAndAReason() throws Exception {
        Path model =
                new TestModels().tensor("zero.weight", new float[400], 20, 20).write(folder.resolve("m.safetensors"));
        AnalysisOptions all = RANDOMIZE.withMetrics(RANDOMIZE.metrics().with(Extra.MP_FIT));
        ModelReport report = analyze(all, model);
        assertThat(json(report))
                .contains("\"sigma_mp\": null", "\"rand_distance\": null", "\"reason\": \"all weights are zero\"")
                .contains("\"mp_fit\": true", "\"randomize\": true", "\"seed\": 1");
        StringBuilder csv = new StringBuilder();
        ReportFormat.WW_CSV.write(List.of(report), false, csv);
        List<String> header =
                List.of(csv.toString().lines().findFirst().orElseThrow().split(","));
        assertThat(header)
                .contains("W_scale", "rand_W_scale", "rand_bulk_max", "rand_num_spikes", "max_rand_eval", "ww_maxdist");
        assertThat(header.subList(2, header.size())).isSorted();
        String row = csv.toString().lines().skip(1).findFirst().orElseThrow();
        assertThat(row.split(",", -1)[header.indexOf("rand_sigma_mp")]).isEqualTo("-1");
    }
}
