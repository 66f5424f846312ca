package org.setol.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.PrecisionChoice;
import org.setol.analysis.Setol;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportFormat;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;

/** Every number of every layer, and the summary. The agreement asked for is in resources/golden/README.md. */
final class GoldenTest {

    /** WeightWatcher's own: which layer it is, or always the same. Names are compared separately. */
    private static final Set<String> NOT_NUMBERS = Set.of("layer_id", "name", "longname", "layer_type", "has_esd");

    private static final double RELATIVE = 1e-9;

    private static final AnalysisOptions FLOAT64 = AnalysisOptions.defaults()
            .withPrecision(PrecisionChoice.FLOAT64)
            .withMetrics(MetricsOptions.BASE.with(Extra.DET_X));
    private static final AnalysisOptions DEFAULT =
            AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.with(Extra.DET_X));

    private static JsonNode analyze(Path model, AnalysisOptions options) throws Exception {
        try (Setol setol = Setol.open(options)) {
            ModelReport report = setol.analyze(model);
            StringBuilder json = new StringBuilder();
            ReportFormat.JSON.write(List.of(report), true, json);
            return Golden.parse(json.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp3-lr8.safetensors", "mlp3-lr8.npz"})
    void mlp3AgreesInBothFormats(String file) throws Exception {
        assertAgrees(analyze(Golden.model(file), FLOAT64), Golden.read("mlp3-lr8.base"));
        assertSameTails(analyze(Golden.model(file), DEFAULT), Golden.read("mlp3-lr8.base"));
    }

    @Test
    void aTransformerAgrees() throws Exception {
        JsonNode report = analyze(RealModels.miniLm(), FLOAT64);
        assertAgrees(report, Golden.read("minilm.base"));
        assertThat(report.at("/layers/2/longname").asText()).isEqualTo("/encoder/layer.0/attention/self/query/MatMul");
    }

    @Test
    void aTransformerHasTheSameTailsInDefaultPrecision() throws Exception {
        assertSameTails(analyze(RealModels.miniLm(), DEFAULT), Golden.read("minilm.base"));
    }

    @Test
    void aConvNetWithItsWeightsInConstantNodesAgrees() throws Exception {
        assertAgrees(analyze(RealModels.ocrRecogniser(), FLOAT64), Golden.read("ocr-rec.base"));
    }

    @Test
    void aConvNetHasTheSameTailsInDefaultPrecision() throws Exception {
        assertSameTails(analyze(RealModels.ocrRecogniser(), DEFAULT), Golden.read("ocr-rec.base"));
    }

    @Test
    void theSlicesOfAConvNetAgree() throws Exception {
        AnalysisOptions slices = FLOAT64.withRules(FLOAT64.rules().withPool(false));
        assertAgrees(analyze(RealModels.ocrRecogniser(), slices), Golden.read("ocr-rec.slices"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp3-lr8.mp", "mlp3-lr16.mp", "minilm.mp", "ocr-rec.mp"})
    void marchenkoPasturFitsAgree(String golden) throws Exception {
        AnalysisOptions options = FLOAT64.withMetrics(MetricsOptions.BASE.with(Extra.MP_FIT));
        assertAgrees(analyze(modelOf(golden), options), Golden.read(golden));
    }

    private static Path modelOf(String golden) throws Exception {
        return switch (golden.substring(0, golden.indexOf('.'))) {
            case "mlp3-lr8" -> Golden.model("mlp3-lr8.safetensors");
            case "mlp3-lr16" -> Golden.demoModel();
            case "minilm" -> RealModels.miniLm();
            case "ocr-rec" -> RealModels.ocrRecogniser();
            default -> throw new IllegalArgumentException(golden);
        };
    }

    private static void assertAgrees(JsonNode report, JsonNode golden) {
        assertThat(report.get("layers")).hasSameSizeAs(golden.get("layers"));
        for (int i = 0; i < golden.get("layers").size(); i++) {
            assertLayerAgrees(report.get("layers").get(i), golden.get("layers").get(i));
        }
        for (Map.Entry<String, JsonNode> mean : golden.get("summary").properties()) {
            double expected = mean.getValue().asDouble();
            assertThat(report.get("summary").get(mean.getKey()).asDouble())
                    .as("mean %s", mean.getKey())
                    .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
        }
    }

    private static void assertLayerAgrees(JsonNode ours, JsonNode theirs) {
        String layer = theirs.get("name").asText();
        assertSameLayer(ours, theirs);
        for (Map.Entry<String, JsonNode> column : theirs.properties()) {
            if (!NOT_NUMBERS.contains(column.getKey())) {
                assertCellAgrees(layer, column.getKey(), ours.get(column.getKey()), theirs);
            }
        }
    }

    private static void assertSameLayer(JsonNode ours, JsonNode theirs) {
        assertThat(ours.get("layer_id").asInt() + 1)
                .isEqualTo(theirs.get("layer_id").asInt());
        assertThat(theirs.get("name").asText())
                .isIn(ours.get("name").asText(), ours.get("name").asText() + ".weight");
    }

    private static void assertCellAgrees(String layer, String column, JsonNode ours, JsonNode layerOfTheirs) {
        JsonNode theirs = layerOfTheirs.get(column);
        String what = layer + " " + column;
        assertThat(ours).as(what).isNotNull();
        if (!theirs.isNumber()) {
            assertThat(ours.asText()).as(what).isEqualTo(theirs.asText());
        } else if (theirs.isIntegralNumber()) {
            assertThat(ours.asLong()).as(what).isEqualTo(theirs.asLong());
        } else {
            double tolerance = RELATIVE * Math.abs(theirs.asDouble());
            if (column.equals("sv_min")) {
                tolerance += lapackAccuracy(layerOfTheirs);
            }
            assertThat(ours.asDouble()).as(what).isCloseTo(theirs.asDouble(), within(tolerance));
        }
    }

    /** What a backward-stable decomposition can promise of its smallest value. */
    private static double lapackAccuracy(JsonNode layer) {
        return layer.get("N").asInt() * 0x1p-52 * layer.get("sv_max").asDouble();
    }

    /** The same xmin (as many spikes above it) and alpha to 1e-4, whatever route the default took. */
    private static void assertSameTails(JsonNode report, JsonNode golden) {
        assertThat(report.get("layers")).hasSameSizeAs(golden.get("layers"));
        for (int i = 0; i < golden.get("layers").size(); i++) {
            JsonNode ours = report.get("layers").get(i);
            JsonNode theirs = golden.get("layers").get(i);
            String layer = theirs.get("name").asText();
            assertSameLayer(ours, theirs);
            assertThat(ours.get("num_pl_spikes").asInt())
                    .as(layer)
                    .isEqualTo(theirs.get("num_pl_spikes").asInt());
            assertThat(ours.get("alpha").asDouble())
                    .as(layer)
                    .isCloseTo(theirs.get("alpha").asDouble(), within(1e-4));
            assertThat(ours.get("rank_loss").asInt())
                    .as(layer)
                    .isEqualTo(theirs.get("rank_loss").asInt());
        }
    }
}
