package org.setol.analysis.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.Setol;
import org.setol.analysis.TestModels;
import org.setol.analysis.report.CoverageEntry;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.ModelReport;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;

final class ReportFormatTest {

    @TempDir
    private Path folder;

    private ModelReport report;

    /** Two layers with names that need quoting: one with numbers, one without. */
    @BeforeEach
    void analyze() throws Exception {
        float[] broken = new float[400];
        broken[0] = Float.POSITIVE_INFINITY;
        Path model = new TestModels()
                .heavyTailed("block,0.é.weight", 1, 30, 20)
                .tensor("bad.weight", broken, 20, 20)
                .tensor("zero.weight", new float[400], 20, 20)
                .write(folder.resolve("m.safetensors"));
        try (Setol setol = Setol.open(AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.with(Extra.DET_X)))) {
            report = setol.analyze(model);
        }
    }

    private String write(ReportFormat format, ModelReport... reports) throws Exception {
        StringBuilder out = new StringBuilder();
        format.write(List.of(reports), true, out);
        return out.toString();
    }

    @Test
    void csvRoundTripsEveryNumberAndLeavesMissingOnesEmpty() throws Exception {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(write(ReportFormat.CSV, report)).stream()
                .toList();
        Measured first = (Measured) report.layers().get(0).outcome();
        assertThat(rows.get(0).getField("name")).isEqualTo("block,0.é");
        assertThat(Double.parseDouble(rows.get(0).getField("norm")))
                .isEqualTo(first.metrics().norms().norm());
        assertThat(rows.get(1).getField("norm")).isEmpty();
        assertThat(rows.get(1).getField("status")).isEqualTo("failed");
        assertThat(rows.get(1).getField("reason")).contains("infinite");
        assertThat(rows.get(2).getField("stable_rank")).isEmpty();
        assertThat(rows.get(2).getField("matrix_rank")).isEqualTo("0");
    }

    @Test
    void severalModelsAreToldApart() throws Exception {
        List<NamedCsvRecord> rows = CsvReader.builder()
                .ofNamedCsvRecord(write(ReportFormat.CSV, report.withModel("a"), report.withModel("b")))
                .stream()
                .toList();
        assertThat(rows).extracting(row -> row.getField("model")).containsExactly("a", "a", "a", "b", "b", "b");
        assertThat(write(ReportFormat.JSON, report, report)).startsWith("[").endsWith("]\n");
    }

    @Test
    void jsonIsValidWithNullsAndReasons() throws Exception {
        String json = write(ReportFormat.JSON, report);
        assertParses(json);
        assertThat(json)
                .contains("\"stable_rank\": null")
                .contains("\"reason\": \"all weights are zero\"")
                .doesNotContain("NaN,")
                .doesNotContain("Infinity");
        String lines = write(ReportFormat.JSONL, report);
        assertThat(lines.lines()).hasSize(3).allSatisfy(ReportFormatTest::assertParses);
    }

    /** Which a reader of the coverage alone would take for numbers. */
    @Test
    void coverageTellsLayersWithoutNumbersFromThoseAnalysed() {
        assertThat(report.coverage())
                .extracting(CoverageEntry::tensor, CoverageEntry::status, CoverageEntry::reason)
                .containsExactly(
                        tuple("block,0.é.weight", "analysed", ""),
                        tuple("bad.weight", "failed", "1 infinite weight, at row 0, column 0"),
                        tuple("zero.weight", "analysed", ""));
    }

    private static void assertParses(String json) throws Exception {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                // A parser that reaches the end has found no fault.
            }
        }
    }

    @Test
    void weightWatchersFormCountsFromOneAndWritesMinusOneForFailedFits() throws Exception {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(write(ReportFormat.WW_CSV, report)).stream()
                .toList();
        assertThat(rows).extracting(row -> row.getField("layer_id")).containsExactly("1", "3");
        assertThat(rows.get(1).getField("alpha")).isEqualTo("-1");
        assertThat(rows.get(1).getField("log_norm")).isEqualTo("-inf");
        assertThat(rows.get(0).getField("status")).isEqualTo("success");
    }

    @Test
    void withoutSecondsEqualRunsGiveEqualBytes() throws Exception {
        StringBuilder once = new StringBuilder();
        ReportFormat.JSON.write(List.of(report), false, once);
        assertThat(once.toString()).doesNotContain("seconds");
        analyze();
        StringBuilder again = new StringBuilder();
        ReportFormat.JSON.write(List.of(report), false, again);
        assertThat(again).hasToString(once.toString());
    }

    @Test
    void theTableShowsFourDigitsSummaryAndCoverage() throws Exception {
        String table = write(ReportFormat.TABLE, report);
        assertThat(table).contains("layer_id").contains("mean  log_norm");
        assertThat(table).endsWith("3 of 3 tensors analysed, 1 of them without a spectrum\n");
        assertThat(table.lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void theSuffixChoosesTheFormat() {
        assertThat(ReportFormat.ofFileName("a/B.JSON")).contains(ReportFormat.JSON);
        assertThat(ReportFormat.ofFileName("x.ww.csv")).contains(ReportFormat.WW_CSV);
        assertThat(ReportFormat.ofFileName("x.csv")).contains(ReportFormat.CSV);
        assertThat(ReportFormat.ofFileName("x.jsonl")).contains(ReportFormat.JSONL);
        assertThat(ReportFormat.ofFileName("x.md")).isEmpty();
    }

    @Test
    void tableNumbersHaveFourSignificantDigits() {
        assertThat(SignificantDigits.of(3.14159)).isEqualTo("3.142");
        assertThat(SignificantDigits.of(123456.7)).isEqualTo("123500");
        assertThat(SignificantDigits.of(0.00012344)).isEqualTo("0.0001234");
        assertThat(SignificantDigits.of(1.23456e-9)).isEqualTo("1.235e-09");
        assertThat(SignificantDigits.of(-2)).isEqualTo("-2");
        assertThat(SignificantDigits.of(0)).isEqualTo("0");
        assertThat(SignificantDigits.of(Double.NaN)).isEqualTo("-");
    }
}
