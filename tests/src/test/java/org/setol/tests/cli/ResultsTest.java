package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats that other tools read. */
final class ResultsTest {

    /** In the order of the metrics' definition; the last five say how a row came about. */
    private static final List<String> COLUMNS = List.of(
            ("layer_id name longname layer_type N M rf Q num_evals sv_max sv_min lambda_max rank_loss weak_rank_loss norm"
                            + " log_norm spectral_norm log_spectral_norm stable_rank matrix_rank entropy alpha_weighted"
                            + " log_alpha_norm xmin alpha D sigma xmax num_pl_spikes warning status detX_num"
                            + " detX_val_unrescaled detX_val reason backend precision residual")
                    .split(" "));

    /** Relative; what golden data of WeightWatcher promise for float64. */
    private static final double AGREEMENT = 1e-9;

    private static String csv = "";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private String demo(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("demo", "--detx", "--no-seconds"));
        arguments.addAll(List.of(more));
        Outcome outcome = Launch.setol(folder, arguments.toArray(String[]::new)).run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.out();
    }

    /** Of one run for all tests: a JVM's start is most of what they cost. */
    private String csv() throws Exception {
        if (csv.isEmpty()) {
            csv = demo("--format", "csv", "--threads", "1");
        }
        return csv;
    }

    private static List<NamedCsvRecord> rows(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    }

    @Test
    void csvHasTheColumnsInOrderAndTheBytesDoNotDependOnThreads() throws Exception {
        String once = csv();
        assertThat(demo("--format", "csv", "--threads", "3")).isEqualTo(once);
        List<NamedCsvRecord> rows = rows(once);
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst().getHeader()).isEqualTo(COLUMNS);
        assertThat(rows).extracting(row -> row.getField("layer_id")).containsExactly("0", "1", "2");
    }

    @Test
    void jsonHasTheNumbersOfCsvToTheLastBitAndEqualRunsGiveEqualBytes() throws Exception {
        String once = demo("--format", "json");
        assertThat(demo("--format", "json")).isEqualTo(once);
        Map<String, @Nullable Object> report = Json.object(once);
        assertThat(report.keySet())
                .startsWith("tool", "version", "mode", "model")
                .contains("options", "machine", "summary", "layers", "coverage");
        assertThat(Json.objects(report, "coverage")).hasSize(6);
        assertThat(once).containsPattern("\"libraries\": \\[\\s*\"OpenBLAS [0-9.]+ \\w+\"\\s*]");
        List<NamedCsvRecord> csv = rows(csv());
        List<Map<String, @Nullable Object>> layers = Json.objects(report, "layers");
        for (int k = 0; k < layers.size(); k++) {
            NamedCsvRecord row = csv.get(k);
            layers.get(k)
                    .forEach((name, value) -> assertThat(
                                    value instanceof Double number
                                            ? Double.parseDouble(row.getField(name)) == number
                                            : row.getField(name).equals(value))
                            .as("%s: %s", name, value)
                            .isTrue());
        }
    }

    @Test
    void jsonCarriesTheTimesOfEveryLayer() throws Exception {
        Outcome outcome = Launch.setol(folder, "demo", "--format", "jsonl").run();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            Map<String, @Nullable Object> layer = Json.object(line);
            double parts =
                    number(layer, "seconds_read") + number(layer, "seconds_spectrum") + number(layer, "seconds_fit");
            assertThat(number(layer, "seconds")).isPositive().isCloseTo(parts, within(1e-12));
        }
    }

    @Test
    void wwCsvIsWeightWatchersOwnTable() throws Exception {
        List<NamedCsvRecord> rows = rows(demo("--format", "ww-csv", "--precision", "float64"));
        Map<String, @Nullable Object> golden = golden();
        List<Map<String, @Nullable Object>> layers = Json.objects(golden, "layers");
        assertThat(rows).hasSameSizeAs(layers);
        for (int k = 0; k < layers.size(); k++) {
            NamedCsvRecord row = rows.get(k);
            assertThat(row.getHeader())
                    .containsExactlyInAnyOrderElementsOf(layers.get(k).keySet());
            layers.get(k).forEach((name, value) -> assertSame(name, row.getField(name), value));
            assertThat(row.getField("num_pl_spikes")).as("a count").doesNotContain(".");
        }
    }

    private static void assertSame(String column, String actual, @Nullable Object expected) {
        if (expected instanceof Double number) {
            assertThat(Double.parseDouble(actual))
                    .as(column)
                    .isCloseTo(number, within(AGREEMENT * Math.max(Math.abs(number), Double.MIN_NORMAL)));
        } else if (expected instanceof Boolean truth) {
            assertThat(actual).as(column).isEqualTo(truth ? "True" : "False");
        } else {
            assertThat(actual).as(column).isEqualTo(String.valueOf(expected));
        }
    }

    @Test
    void savedSpectraAreTheEigenvaluesAscending() throws Exception {
        Outcome outcome = Launch.setol(folder, "demo", "-q", "--save-spectra", "spectra.npz")
                .run();
        assertThat(outcome.exitCode()).isZero();
        List<Map<String, @Nullable Object>> layers = Json.objects(golden(), "layers");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(folder.resolve("spectra.npz")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Map<String, @Nullable Object> layer = layers.get(names.size());
                names.add(entry.getName());
                double[] values = float64(zip.readAllBytes());
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                assertThat(values).isEqualTo(sorted).hasSize((int) number(layer, "num_evals"));
                assertRelative(values[values.length - 1], number(layer, "lambda_max"));
                assertRelative(Math.sqrt(values[0]), number(layer, "sv_min"));
                assertRelative(Arrays.stream(values).sum(), number(layer, "norm"));
            }
        }
        assertThat(names).containsExactly("fc1.npy", "fc2.npy", "out.npy");
    }

    @Test
    void aLayerThatIsNoNumberHasAReasonAndTheOthersAreFine() throws Exception {
        float[] broken = TestModels.noise(2, 800);
        broken[7] = Float.NaN;
        broken[8] = Float.POSITIVE_INFINITY;
        Files.write(
                folder.resolve("model.safetensors"),
                TestModels.safetensors(Map.of("a.weight", TestModels.noise(1, 800), "b.weight", broken)));
        Outcome outcome = Launch.setol(folder, "analyze", "model.safetensors", "--format", "json")
                .run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err()).startsWith("setol: warning: 1 of 2 layers ").contains("b: ");
        Map<String, @Nullable Object> report = Json.object(outcome.out());
        Map<String, @Nullable Object> sound = layer(report, "a");
        Map<String, @Nullable Object> bad = layer(report, "b");
        assertThat(number(sound, "alpha")).isGreaterThan(1);
        assertThat(sound).doesNotContainKey("reason");
        assertThat(bad)
                .containsEntry("alpha", null)
                .containsEntry("lambda_max", null)
                .containsEntry("status", "failed");
        assertThat(String.valueOf(bad.get("reason"))).contains("NaN");
        if (report.get("summary") instanceof Map<?, ?> summary) {
            assertThat(summary.get("alpha")).isEqualTo(sound.get("alpha"));
        }
    }

    private static Map<String, @Nullable Object> layer(Map<String, @Nullable Object> report, String name) {
        return Json.objects(report, "layers").stream()
                .filter(layer -> name.equals(layer.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<String, @Nullable Object> layer, String name) {
        if (layer.get(name) instanceof Double number) {
            return number;
        }
        throw new AssertionError(name + " is " + layer.get(name));
    }

    private static void assertRelative(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(AGREEMENT * expected));
    }

    /** The data of a one-dimensional little-endian float64 .npy. */
    private static double[] float64(byte[] npy) {
        ByteBuffer buffer = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        int header = 10 + buffer.getShort(8);
        assertThat(new String(npy, 10, header - 10, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (")
                .endsWith("\n");
        double[] values = new double[(npy.length - header) / Double.BYTES];
        buffer.position(header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    /** What WeightWatcher 0.7.5.5 says of the demo's model. */
    private static Map<String, @Nullable Object> golden() throws Exception {
        try (InputStream golden = ResultsTest.class.getResourceAsStream("/golden/mlp3-lr16.base.json")) {
            return Json.object(new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
