package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;

/** A product from its factors against the product formed element by element and analysed as a model. */
final class LoraTest {

    private static final int OUT = 60;
    private static final int IN = 44;
    private static final int RANK = 12;
    private static final int ALPHA = 30;

    /** Small integers: all sums below 2^24, exact in float32, so that the formed product is the product. */
    private static float[] integers(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = random.nextInt(-8, 9);
        }
        return values;
    }

    /** ALPHA / RANK B A, exact: the factor is 2.5. */
    private static float[] product(float[] b, float[] a, int out, int in) {
        float[] product = new float[out * in];
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                float sum = 0;
                for (int k = 0; k < RANK; k++) {
                    sum += b[i * RANK + k] * a[k * in + j];
                }
                product[i * in + j] = sum * ALPHA / RANK;
            }
        }
        return product;
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final float[] a = integers(1, RANK * IN);
    private final float[] b = integers(2, OUT * RANK);

    private Path adapter() throws Exception {
        Path adapter = Files.createDirectories(folder.resolve("adapter"));
        Files.writeString(
                adapter.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"r\": %d, \"lora_alpha\": %d}".formatted(RANK, ALPHA));
        new TestModels()
                .tensor("base_model.model.q.lora_A.weight", a, RANK, IN)
                .tensor("base_model.model.q.lora_B.weight", b, OUT, RANK)
                .write(adapter.resolve("adapter_model.safetensors"));
        return adapter;
    }

    private Path model(String name, float[] weights) throws Exception {
        return new TestModels().tensor("q.weight", weights, OUT, IN).write(folder.resolve(name));
    }

    private static SpectralMetrics only(ModelReport report) {
        assertThat(report.layers()).hasSize(1);
        return ((Measured) report.layers().getFirst().outcome()).metrics();
    }

    private static ModelReport alone(AnalysisOptions options) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyzeAdapter(Progress.SILENT);
        }
    }

    private static SpectralMetrics analyzed(AnalysisOptions options, Path model) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return only(setol.analyze(model));
        }
    }

    @Test
    void theFactorsGiveTheSpectrumOfTheProduct() throws Exception {
        AnalysisOptions options = AnalysisOptions.defaults();

        ModelReport report = alone(options.withLora(adapter()));
        SpectralMetrics core = only(report);
        SpectralMetrics formed = analyzed(options, model("formed.safetensors", product(b, a, OUT, IN)));

        LayerReport row = report.layers().getFirst();
        assertThat(row.layer().name()).isEqualTo("q");
        assertThat(row.layer().rows()).isEqualTo(OUT);
        assertThat(row.layer().cols()).isEqualTo(IN);
        double[] nonzero = Arrays.copyOfRange(formed.esd().eigenvalues(), IN - RANK, IN);
        assertThat(core.esd().eigenvalues()).hasSize(RANK);
        for (int k = 0; k < RANK; k++) {
            assertThat(core.esd().eigenvalues()[k]).isCloseTo(nonzero[k], within(1e-10 * nonzero[k]));
        }
        assertThat(core.norms().matrixRank()).isEqualTo(RANK);
        assertThat(core.esd().rankLoss()).isZero();
        assertThat(core.norms().stableRank()).isCloseTo(formed.norms().stableRank(), within(1e-10));
        assertThat(core.norms().logNorm()).isCloseTo(formed.norms().logNorm(), within(1e-10));
        TailFit ofCore = (TailFit) core.tail().outcome();
        // Zeros are no data of a fit, so that the exponents are the same.
        assertThat(ofCore.alpha()).isCloseTo(((TailFit) formed.tail().outcome()).alpha(), within(1e-10));
    }

    @Test
    void addedToAModelItIsTheModelThatHoldsTheSum() throws Exception {
        float[] weights = integers(3, OUT * IN);
        float[] sum = product(b, a, OUT, IN);
        for (int k = 0; k < sum.length; k++) {
            sum[k] += weights[k];
        }
        AnalysisOptions options = AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.with(Extra.DET_X, Extra.MP_FIT, Extra.RANDOMIZE));
        Path base = model("base.safetensors", weights);

        SpectralMetrics merged = analyzed(options.withLora(adapter()), base);
        SpectralMetrics held = analyzed(options, model("sum.safetensors", sum));

        assertThat(merged).usingRecursiveComparison().isEqualTo(held);
        // And minus the base again it is the product, zeros and all.
        SpectralMetrics back = analyzed(options.withLora(adapter()).withBase(base), base);
        SpectralMetrics formed = analyzed(options, model("formed.safetensors", product(b, a, OUT, IN)));
        assertThat(back).usingRecursiveComparison().isEqualTo(formed);
    }

    @Test
    void aBaseIsWhatTheProductsAreCheckedAgainst() throws Exception {
        AnalysisOptions options = AnalysisOptions.defaults().withLora(adapter());
        ModelReport fits = alone(options.withBase(model("base.safetensors", integers(3, OUT * IN))));
        ModelReport unchecked = alone(options);
        assertThat(only(fits)).usingRecursiveComparison().isEqualTo(only(unchecked));

        Path other = new TestModels()
                .tensor("q.weight", integers(3, OUT * IN), OUT / 2, IN * 2)
                .write(folder.resolve("other.safetensors"));
        ModelReport misfit = alone(options.withBase(other));
        assertThat(misfit.layers()).isEmpty();
        assertThat(misfit.coverage())
                .filteredOn(entry -> entry.tensor().endsWith("lora_B.weight"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("its product is 60x44, the base has 30x88"));
    }

    @Test
    void factorsThatAreNoNumbersAreTold() throws Exception {
        a[IN + 3] = Float.NaN;
        ModelReport report = alone(AnalysisOptions.defaults().withLora(adapter()));
        assertThat(report.layers()).isEmpty();
        assertThat(report.coverage())
                .allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("lora_A: 1 NaN weight, at row 1, column 3"));
    }

    @Test
    void aFreshAdapterChangesNothing() throws Exception {
        Arrays.fill(b, 0);
        AnalysisOptions options = AnalysisOptions.defaults().withRules(LayerRules.defaults());
        LayerReport row = alone(options.withLora(adapter())).layers().getFirst();
        assertThat(row.reason()).isEqualTo("all weights are zero");
    }

    @Test
    void whatNeedsTheElementsIsRefused() throws Exception {
        AnalysisOptions options = AnalysisOptions.defaults()
                .withLora(adapter())
                .withMetrics(MetricsOptions.BASE.with(Extra.RANDOMIZE, Extra.DET_X));
        assertThatThrownBy(() -> alone(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("randomize")
                .hasMessageNotContaining("detX");
    }
}
