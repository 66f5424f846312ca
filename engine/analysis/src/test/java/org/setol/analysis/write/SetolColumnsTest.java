package org.setol.analysis.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.TestModels;
import org.setol.analysis.check.Condition;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.ModelReport;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.setol.SetolOptions;

/** Whole runs with --setol on layers of all kinds. */
final class SetolColumnsTest {

    @TempDir
    private Path folder;

    private ModelReport analyze(SetolOptions options) throws Exception {
        float[] identity = new float[400];
        for (int i = 0; i < 20; i++) {
            identity[21 * i] = 0.5f;
        }
        float[] outlier = new float[40 * 30];
        for (int i = 0; i < outlier.length; i++) {
            outlier[i] = (float) (Math.sin(i * i + 1.0) + 20);
        }
        Path model = new TestModels()
                .heavyTailed("dense.weight", 1, 60, 40)
                .heavyTailed("conv.weight", 2, 12, 10, 3, 3)
                .heavyTailed("tiny.weight", 3, 10, 10)
                .tensor("zero.weight", new float[400], 20, 20)
                .tensor("identity.weight", identity, 20, 20)
                .tensor("outlier.weight", outlier, 40, 30)
                .write(folder.resolve("m.safetensors"));
        MetricsOptions metrics = MetricsOptions.BASE.with(Extra.SETOL).withSetol(options);
        try (Setol setol = Setol.open(AnalysisOptions.defaults().withMetrics(metrics))) {
            return setol.analyze(model);
        }
    }

    private static String write(ReportFormat format, ModelReport report) throws Exception {
        StringBuilder out = new StringBuilder();
        format.write(List.of(report), false, out);
        return out.toString();
    }

    private static NamedCsvRecord row(ModelReport report, String name) throws Exception {
        return CsvReader.builder().ofNamedCsvRecord(write(ReportFormat.CSV, report)).stream()
                .filter(row -> row.getField("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }

    private static double[] eigenvalues(ModelReport report, int layer) {
        return ((Measured) report.layers().get(layer).outcome()).metrics().esd().eigenvalues();
    }

    /** Eqn 126, 159 to 164 in plain doubles, on the eigenvalues of dense and pooled convolutional layers. */
    @Test
    void theNumbersAreThoseOfTheEquations() throws Exception {
        ModelReport report = analyze(SetolOptions.DEFAULTS.withOrder(4));
        List<String> names = List.of("dense", "conv", "tiny");
        for (int layer = 0; layer < names.size(); layer++) {
            NamedCsvRecord row = row(report, names.get(layer));
            double[] lambda = eigenvalues(report, layer);
            int n = lambda.length;
            double mean = Arrays.stream(lambda).sum() / n;
            double[] mu = Arrays.stream(lambda).map(v -> v / mean).toArray();
            int best = 0;
            double nearest = Double.POSITIVE_INFINITY;
            double sum = 0;
            for (int count = 1; count <= n; count++) {
                sum += Math.log(mu[n - count]);
                if (Math.abs(sum) < Math.abs(nearest)) {
                    nearest = sum;
                    best = count;
                }
            }
            assertThat(row.getField("erg_num")).isEqualTo(Integer.toString(best));
            // Sums of at most 90 logarithms and of the eigenvalues themselves.
            assertThat(number(row, "erg_log_det")).isCloseTo(nearest, within(1e-12));
            assertThat(number(row, "erg_lambda_min")).isCloseTo(mu[n - best], within(1e-14));
            double xmin = number(row, "xmin") / mean;
            assertThat(number(row, "delta_lambda_min")).isCloseTo(xmin - mu[n - best], within(1e-13));
            double logDet = Arrays.stream(mu)
                    .filter(v -> v > xmin * (1 - 1e-12))
                    .map(Math::log)
                    .sum();
            assertThat(number(row, "pl_log_det")).isCloseTo(logDet, within(1e-12));
            double[] ecs = Arrays.copyOfRange(mu, n - best, n);
            assertSeries(row, "_raw", ecs);
            double centre = Arrays.stream(ecs).sum() / best;
            double variance =
                    Arrays.stream(ecs).map(v -> (v - centre) * (v - centre)).sum() / best;
            assertSeries(
                    row,
                    "",
                    Arrays.stream(ecs)
                            .map(v -> (v - centre) / Math.sqrt(variance))
                            .toArray());
        }
    }

    /** To order 4. */
    private static void assertSeries(NamedCsvRecord row, String suffix, double[] x) {
        double[] m = new double[5];
        for (int k = 1; k <= 4; k++) {
            int power = k;
            m[k] = Arrays.stream(x).map(v -> Math.pow(v, power)).sum() / x.length;
        }
        double[] kappa = {
            m[1],
            m[2] - m[1] * m[1],
            m[3] - 3 * m[2] * m[1] + 2 * Math.pow(m[1], 3),
            m[4] - 4 * m[3] * m[1] - 2 * m[2] * m[2] + 10 * m[2] * m[1] * m[1] - 5 * Math.pow(m[1], 4)
        };
        double squared = 0;
        double low = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= 4; k++) {
            for (double v : x) {
                squared += kappa[k - 1] / k * Math.pow(v / x.length, k);
            }
            low = k > 2 ? Math.min(low, squared) : low;
        }
        if (row.getField("Q2_converged" + suffix).equals("true")) {
            assertThat(number(row, "Q2" + suffix)).isCloseTo(squared, within(1e-11 * Math.abs(squared)));
            assertThat(number(row, "quality" + suffix)).isCloseTo(Math.sqrt(squared), within(1e-11));
            assertThat(row.getField("Q2_low" + suffix)).isEmpty();
        } else {
            assertThat(row.getField("Q2" + suffix)).isEmpty();
            assertThat(number(row, "Q2_low" + suffix)).isCloseTo(low, within(1e-11 * Math.abs(low)));
            assertThat(row.getField("reason")).contains("quality" + suffix + ": ");
        }
    }

    @Test
    void layersWithoutNumbersHaveReasons() throws Exception {
        ModelReport report = analyze(SetolOptions.DEFAULTS);
        NamedCsvRecord zero = row(report, "zero");
        assertThat(zero.getField("erg_num")).isEmpty();
        assertThat(zero.getField("phase")).isEmpty();
        assertThat(zero.getField("reason")).isEqualTo("all weights are zero");
        NamedCsvRecord identity = row(report, "identity");
        assertThat(identity.getField("erg_num")).isEqualTo("20");
        assertThat(identity.getField("ideal")).isEmpty();
        assertThat(identity.getField("quality")).isEmpty();
        assertThat(identity.getField("reason"))
                .contains("largest eigenvalues are equal")
                .contains("no phase")
                .contains("no quality");
    }

    @Test
    void aSeriesThatDivergesGivesABracketAndAReason() throws Exception {
        ModelReport report = analyze(SetolOptions.DEFAULTS);
        NamedCsvRecord outlier = row(report, "outlier");
        assertThat(outlier.getField("phase")).isEqualTo("bulk+spikes");
        assertThat(outlier.getField("num_bulk_spikes")).isEqualTo("1");
        NamedCsvRecord dense = row(report, "dense");
        boolean converged = dense.getField("Q2_converged_raw").equals("true");
        assertThat(dense.getField("Q2_raw").isEmpty()).isEqualTo(!converged);
        assertThat(dense.getField("Q2_high_raw").isEmpty()).isEqualTo(converged);
    }

    @Test
    void jsonHasCumulantsOptionsAndBooleans() throws Exception {
        ModelReport report = analyze(SetolOptions.DEFAULTS.withOrder(7));
        String json = write(ReportFormat.JSON, report);
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                // A parser that reaches the end has found no fault.
            }
        }
        assertThat(json)
                .contains("\"setol\": true")
                .contains("\"ecs\": \"erg\"")
                .contains("\"order\": 7")
                .contains("\"ideal_alpha\": 0.1")
                .contains("\"ideal\": false")
                .contains("\"free_cumulants_raw\": [")
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
        String base = write(ReportFormat.JSON, withoutSetol());
        assertThat(base).doesNotContain("erg_num").doesNotContain("ideal_alpha").contains("\"setol\": false");
    }

    private ModelReport withoutSetol() throws Exception {
        try (Setol setol = Setol.open(AnalysisOptions.defaults())) {
            return setol.analyze(folder.resolve("m.safetensors"));
        }
    }

    @Test
    void aBuildCanFailOnLayersThatAreNotIdeal() throws Exception {
        ModelReport report = analyze(SetolOptions.DEFAULTS);
        assertThat(Condition.parse("ideal<1").evaluate(report)).isPresent();
        assertThat(Condition.parse("erg_num.min<1").evaluate(report)).isEmpty();
        assertThat(write(ReportFormat.TABLE, report))
                .contains("delta_lambda_min")
                .contains("phase");
    }
}
