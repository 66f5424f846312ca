package org.setol.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.PanelBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.certified.CertifiedRoute;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;

/**
 * Trained weights by the certified route, whatever their size (analyze takes it for large ones only), against
 * WeightWatcher's numbers: discrete ones the same, the others within what the certificate allows.
 */
final class CertifiedGoldenTest {

    private final BackendRegistry registry = BackendRegistry.load();

    @Test
    void mlp3KeepsItsTails() throws Exception {
        assertThat(certified(Golden.model("mlp3-lr8.safetensors"), "mlp3-lr8.base")
                        + certified(Golden.demoModel(), "mlp3-lr16.base"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aTransformerKeepsItsTails() throws Exception {
        assertThat(certified(RealModels.miniLm(), "minilm.base")).isGreaterThan(10);
    }

    /** Compares all layers; returns how many stayed in float32. */
    private int certified(Path model, String golden) throws Exception {
        JsonNode rows = Golden.read(golden).get("layers");
        int certified = 0;
        try (ModelFile file = Models.open(model)) {
            List<Layer> layers =
                    LayerPlan.of(file.contents(), LayerRules.defaults()).layers();
            assertThat(layers).hasSize(rows.size());
            for (int i = 0; i < layers.size(); i++) {
                MatrixSource weights = layers.get(i).slices().getFirst();
                SpectrumResult result = (SpectrumResult) route(weights).decompose(weights);
                certified += result.precision() == Precision.FLOAT32 ? 1 : 0;
                assertAgrees(weights, result, rows.get(i));
            }
        }
        return certified;
    }

    private CertifiedRoute route(MatrixSource source) {
        SpectrumRequest exact = new SpectrumRequest(source.rows(), source.cols(), Precision.FLOAT64, 1);
        Route rest = new BackendSelector(registry).route(BackendChoice.Auto.FAST, Accuracy.SMALL_VALUES_CERTAIN, exact);
        return new CertifiedRoute(
                (PanelBackend) registry.require("lapack-gram"),
                CertifiedRoute.request(source.rows(), source.cols(), 1),
                MatrixProducts.best(),
                SmallestValues.find(),
                MetricsOptions.BASE,
                rest);
    }

    private static void assertAgrees(MatrixSource source, SpectrumResult result, JsonNode golden) {
        String layer = golden.get("name").asText() + " " + result.notes();
        SpectralMetrics ours =
                SpectralMetrics.of(Esd.of(result.singularValues(), source.rows(), source.cols()), MetricsOptions.BASE);
        assertThat(ours.tail().spikes())
                .as(layer)
                .isEqualTo(golden.get("num_pl_spikes").asInt());
        assertThat(ours.tail().verdict().label())
                .as(layer)
                .isEqualTo(golden.get("warning").asText());
        assertThat(ours.esd().rankLoss())
                .as(layer)
                .isEqualTo(golden.get("rank_loss").asInt());
        assertThat(ours.norms().matrixRank())
                .as(layer)
                .isEqualTo(golden.get("matrix_rank").asInt());
        assertThat(ours.norms().weakRankLoss())
                .as(layer)
                .isEqualTo(golden.get("weak_rank_loss").asInt());
        double alpha = golden.get("alpha").asDouble();
        double largest = golden.get("sv_max").asDouble();
        double smallest = golden.get("sv_min").asDouble();
        double lapack = 2 * Math.max(source.rows(), source.cols()) * 0x1p-52 * largest;
        assertThat(ours.tail().alphaWeighted())
                .as(layer)
                .isCloseTo(
                        golden.get("alpha_weighted").asDouble(),
                        within(1e-4 * alpha * Math.abs(Math.log10(largest)) + 1e-5));
        assertThat(ours.esd().svMin()).as(layer).isCloseTo(smallest, within(1e-9 * smallest + lapack));
        assertThat(ours.norms().entropy())
                .as(layer)
                .isCloseTo(golden.get("entropy").asDouble(), within(1e-5));
        assertThat(ours.norms().logNorm())
                .as(layer)
                .isCloseTo(golden.get("log_norm").asDouble(), within(1e-6));
    }
}
