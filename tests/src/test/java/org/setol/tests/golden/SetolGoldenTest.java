package org.setol.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.PrecisionChoice;
import org.setol.analysis.Setol;
import org.setol.analysis.write.ReportFormat;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;

/** SETOL's numbers of the two trained MLP3s. */
final class SetolGoldenTest {

    /** Of singular values good to N 2^-52 of the largest, in sums of some hundred. */
    private static final double RELATIVE = 1e-9;

    private static JsonNode analyze(String model) throws Exception {
        AnalysisOptions options = AnalysisOptions.defaults()
                .withPrecision(PrecisionChoice.FLOAT64)
                .withMetrics(MetricsOptions.BASE.with(Extra.SETOL));
        try (Setol setol = Setol.open(options)) {
            StringBuilder json = new StringBuilder();
            ReportFormat.JSON.write(
                    List.of(setol.analyze(
                            model.equals("mlp3-lr8") ? Golden.model("mlp3-lr8.safetensors") : Golden.demoModel())),
                    false,
                    json);
            return Golden.parse(json.toString()).get("layers");
        }
    }

    /**
     * NumPy's singular values of the float32 weights in float64, Eqn 126 and 164 as they stand, Eqn 160 to 163 by mpmath
     * with 120 digits to order 64: erg_num, erg_lambda_min, erg_log_det, pl_log_det, delta_lambda_min, Q2, Q2_raw.
     */
    @ParameterizedTest
    @CsvSource({
        "mlp3-lr8, 0, 222, 0.3841997744857896, 0.08066481454275509, 54.82350470948372, 0.6713216865107237,"
                + " 0.00230345525988064, 1.6029827138000685",
        "mlp3-lr8, 1, 65, 0.4361327364688497, 0.05658006567748375, 10.604053719707535, 0.14911856299462828,"
                + " 0.008173211189715668, 2.033921657289302",
        "mlp3-lr8, 2, 9, 0.5513799231457986, 0.34599309115273547, 1.3948113357170053, 0.7473274316698338,"
                + " 0.05546397473108057, 1.2041385461282739",
        "mlp3-lr16, 0, 200, 0.3990149275620274, 0.11103882799138676, 46.30028965523843, 0.3145788390877392,"
                + " 0.0025701450439346756, 1.9248402548127341",
        "mlp3-lr16, 1, 64, 0.42103912975683644, -0.3495253820984028, 5.301117445981609, 0.07054692019741315,"
                + " 0.008281537095576282, 2.1140403352261186",
        "mlp3-lr16, 2, 9, 0.5968348201438567, 0.3085554625504756, 0.3085554625504756, 0.0,"
                + " 0.05544436410702282, 1.2034931718478092",
    })
    void numbersAgreeWithAnIndependentComputation(
            String model,
            int layer,
            int ergNum,
            double ergLambdaMin,
            double ergLogDet,
            double plLogDet,
            double delta,
            double squared,
            double squaredRaw)
            throws Exception {
        JsonNode row = analyze(model).get(layer);
        assertThat(row.get("erg_num").asInt()).isEqualTo(ergNum);
        assertClose(row, "erg_lambda_min", ergLambdaMin);
        assertClose(row, "erg_log_det", ergLogDet);
        assertClose(row, "pl_log_det", plLogDet);
        assertClose(row, "delta_lambda_min", delta);
        assertClose(row, "Q2", squared);
        assertClose(row, "Q2_raw", squaredRaw);
        assertClose(row, "quality", Math.sqrt(squared));
        assertThat(row.get("ideal").asBoolean()).isFalse();
    }

    private static void assertClose(JsonNode row, String column, double expected) {
        assertThat(row.get(column).asDouble())
                .as(column)
                .isCloseTo(expected, within(RELATIVE * Math.max(1, Math.abs(expected))));
    }

    /** WeightWatcher's tails. Its detX tail includes the eigenvalue that takes the product below 1; the nearest may not. */
    @ParameterizedTest
    @CsvSource({"mlp3-lr8", "mlp3-lr16"})
    void tailsAreWeightWatchers(String model) throws Exception {
        JsonNode layers = analyze(model);
        JsonNode golden = Golden.read(model + ".base").get("layers");
        for (int i = 0; i < 2; i++) {
            assertThat(layers.get(i).get("pl_num").asInt())
                    .isEqualTo(golden.get(i).get("num_pl_spikes").asInt());
            int detX = golden.get(i).get("detX_num").asInt();
            assertThat(layers.get(i).get("erg_num").asInt()).isIn(detX - 1, detX);
            // alpha is above 2 in both, so the power law's space is the smaller (Fig 20).
            assertThat(layers.get(i).get("delta_lambda_min").asDouble()).isPositive();
        }
        assertThat(layers.get(0).get("phase").asText()).isEqualTo("heavy-tailed");
    }
}
