package org.setol.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.PrecisionChoice;
import org.setol.analysis.Setol;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportFormat;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.TailOptions;

/** Fits of tails other than the plain one against WeightWatcher's. */
final class TailGoldenTest {

    private static final Set<String> NOT_NUMBERS = Set.of("layer_id", "name", "longname", "layer_type", "has_esd");

    /** Of a failed fit WeightWatcher has -1 or what follows from it; we have nothing. */
    private static final Set<String> OF_THE_FIT = Set.of(
            "alpha",
            "alpha_weighted",
            "log_alpha_norm",
            "D",
            "sigma",
            "xmin",
            "xmax",
            "num_pl_spikes",
            "num_fingers",
            "raw_alpha",
            "warning");

    private static final double RELATIVE = 1e-9;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path model(String name) throws Exception {
        return switch (name) {
            case "minilm" -> RealModels.miniLm();
            case "ocr-rec" -> RealModels.ocrRecogniser();
            case "mlp3-lr16" -> demo();
            default -> Golden.model(name + ".safetensors");
        };
    }

    /** The command line's packed model is this one. */
    private Path demo() throws IOException {
        Path file = folder.resolve("demo.safetensors");
        try (InputStream in = TailGoldenTest.class.getResourceAsStream("/org/setol/cli/demo.safetensors")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        return file;
    }

    private static ModelReport analyze(Path model, TailOptions tail) throws Exception {
        AnalysisOptions options = AnalysisOptions.defaults()
                .withPrecision(PrecisionChoice.FLOAT64)
                .withMetrics(MetricsOptions.BASE.withTail(tail));
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model);
        }
    }

    private static JsonNode layers(ModelReport report) throws IOException {
        StringBuilder json = new StringBuilder();
        ReportFormat.JSON.write(List.of(report), false, json);
        return Golden.parse(json.toString()).get("layers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "ocr-rec", "mlp3-lr8", "mlp3-lr16"})
    void clippedFingersAgree(String name) throws Exception {
        TailOptions clip = TailOptions.DEFAULTS.withFingers(TailOptions.Fingers.CLIP_XMAX, 10, 1.0);
        JsonNode ours = layers(analyze(model(name), clip));
        JsonNode theirs = Golden.read(name + ".fingers").get("layers");
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < theirs.size(); i++) {
            for (Map.Entry<String, JsonNode> column : theirs.get(i).properties()) {
                if (!NOT_NUMBERS.contains(column.getKey())) {
                    assertAgrees(column.getKey(), ours.get(i), theirs.get(i));
                }
            }
        }
    }

    private static void assertAgrees(String column, JsonNode ours, JsonNode theirs) {
        JsonNode expected = theirs.get(column);
        JsonNode actual = ours.get(column);
        String what = theirs.get("name").asText() + " " + column;
        assertThat(actual).as(what).isNotNull();
        if (theirs.get("status").asText().equals("failed") && OF_THE_FIT.contains(column)) {
            assertThat(ours.get("reason").asText()).as(what).isNotEmpty();
        } else if (expected.isFloatingPointNumber()) {
            double tolerance = RELATIVE * Math.abs(expected.asDouble());
            // What a backward-stable decomposition can promise of its smallest value.
            double lapack =
                    theirs.get("N").asInt() * 0x1p-52 * theirs.get("sv_max").asDouble();
            assertThat(actual.asDouble())
                    .as(what)
                    .isCloseTo(expected.asDouble(), within(tolerance + (column.equals("sv_min") ? lapack : 0)));
        } else {
            assertThat(actual.asText()).as(what).isEqualTo(expected.asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp3-lr8", "mlp3-lr16"})
    void truncatedPowerLawsHaveTheSameTailTheSameAlphaAndAtLeastTheLikelihood(String name) throws Exception {
        TailOptions tpl =
                TailOptions.DEFAULTS.withLaw(TailOptions.Law.TRUNCATED).withXmax(TailOptions.Xmax.FORCED);
        ModelReport report = analyze(model(name), tpl);
        JsonNode ours = layers(report);
        JsonNode theirs = Golden.read(name + ".tpl").get("layers");
        assertThat(ours).hasSameSizeAs(theirs);
        for (int i = 0; i < theirs.size(); i++) {
            String what = theirs.get(i).get("name").asText();
            double[] lambda = ((Measured) report.layers().get(i).outcome())
                    .metrics()
                    .esd()
                    .eigenvalues();
            assertThat(ours.get(i).get("num_pl_spikes").asInt())
                    .as(what)
                    .isEqualTo(theirs.get(i).get("num_pl_spikes").asInt());
            assertThat(ours.get(i).get("alpha").asDouble())
                    .as(what)
                    .isCloseTo(theirs.get(i).get("alpha").asDouble(), within(1e-3));
            assertThat(ours.get(i).get("warning").asText())
                    .isEqualTo(theirs.get(i).get("warning").asText());
            assertThat(logLikelihood(lambda, ours.get(i)))
                    .as(what)
                    .isGreaterThanOrEqualTo(logLikelihood(lambda, theirs.get(i)) - 1e-9);
        }
    }

    /** By Simpson's rule in u = ln(x / xmin), independent of the library's normalisation. */
    private static double logLikelihood(double[] lambda, JsonNode row) {
        double alpha = row.get("alpha").asDouble();
        double rate = row.get("Lambda").asDouble();
        double xmin = row.get("xmin").asDouble();
        double[] tail =
                DoubleStream.of(lambda).filter(x -> x >= xmin * (1 - 1e-12)).toArray();
        int steps = 200_000;
        double end = Math.log(1 + 60 / (rate * xmin));
        double integral = 0;
        for (int k = 0; k <= steps; k++) {
            double u = end * k / steps;
            double weight = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2;
            integral += weight * Math.exp((1 - alpha) * u - rate * xmin * Math.expm1(u));
        }
        integral *= end / steps / 3;
        double sum = 0;
        for (double x : tail) {
            sum += -alpha * Math.log(x / xmin) - rate * (x - xmin) - Math.log(xmin * integral);
        }
        return sum;
    }

    @Test
    void weightWatchersCsvHasItsColumnsForFingersAndTruncatedLaws() throws Exception {
        StringBuilder fingers = new StringBuilder();
        TailOptions clip = TailOptions.DEFAULTS.withFingers(TailOptions.Fingers.CLIP_XMAX, 10, 1.0);
        ReportFormat.WW_CSV.write(List.of(analyze(demo(), clip)), false, fingers);
        List<String> lines = fingers.toString().lines().toList();
        assertThat(lines.getFirst()).contains("num_evals,num_fingers,num_pl_spikes,rank_loss,raw_alpha,rf");
        List<String> names = List.of(lines.getFirst().split(",", -1));
        String[] failed = lines.getLast().split(",", -1);
        assertThat(failed[names.indexOf("raw_alpha")]).isEqualTo("-1");
        assertThat(failed[names.indexOf("num_fingers")]).isEqualTo("0");
        assertThat(failed[names.indexOf("status")]).isEqualTo("failed");

        StringBuilder truncated = new StringBuilder();
        TailOptions tpl = TailOptions.DEFAULTS.withLaw(TailOptions.Law.TRUNCATED);
        ReportFormat.WW_CSV.write(List.of(analyze(Golden.model("mlp3-lr8.safetensors"), tpl)), false, truncated);
        assertThat(truncated.toString().lines().findFirst().orElseThrow()).contains("D,Lambda,M,N,Q,alpha");
    }
}
