package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of vectors, gaps and other matrices, on the packed model; and {@code setol vectors}. */
final class MatrixSettingsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private int run(String... arguments) {
        return Main.run(out, new PrintWriter(err, true), arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "--intra --vectors, --intra and --vectors exclude each other",
        "--intra --stacked, --intra and --stacked exclude each other",
        "--inverse --randomize, --inverse and --randomize exclude each other",
        "--conv2d-fft --vectors, --conv2d-fft and --vectors exclude each other",
        "--stacked --no-pool, --stacked takes layers whole",
        "--no-sparsify --detx, --no-sparsify goes with --intra only",
        "--ks both, --ks: 'both' is neither one-sided nor two-sided"
    })
    void whatDoesNotGoTogetherIsSaidInOneLine(String options, String message) {
        assertThat(run(("demo " + options).split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("setol: ").contains(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void columnsAppearWithTheirOption() {
        assertThat(run("demo", "--format", "csv")).isZero();
        assertThat(out.toString()).doesNotContain("gap_ratio", "vec_entropy");
        assertThat(run("demo", "--format", "csv", "--vectors", "--delta-es")).isZero();
        assertThat(out.toString()).contains("bulk_mean_vec_entropy", "tail_var_part_ratio", "gap_ratio");
    }

    @Test
    void theTableShowsTheNamesOfPairsAndStacks() {
        assertThat(run("demo", "--intra")).isZero();
        assertThat(out.toString()).contains("0 X 1", "1 X 2", " name ").doesNotContain("longname", "fc2");
        out.getBuffer().setLength(0);
        assertThat(run("demo", "--stacked")).isZero();
        assertThat(out.toString()).contains("Stacked Layer").doesNotContain("longname", "fc1");
    }

    @Test
    void conditionsNameThePairThatTheyHoldFor() {
        assertThat(run("demo", "--intra", "--fail-on", "N>0")).isEqualTo(1);
        assertThat(err.toString()).contains("first 0 X 1: ");
    }

    @Test
    void stackingMakesOneRowAndPairsOneLess() {
        assertThat(run("demo", "--format", "jsonl", "--stacked")).isZero();
        assertThat(out.toString()).hasLineCount(1).contains("\"Stacked Layer\"", "\"stacked\"");
        out.getBuffer().setLength(0);
        assertThat(run("demo", "--format", "jsonl", "--intra")).isZero();
        assertThat(out.toString()).hasLineCount(2).contains("\"0 X 1\"", "\"1 X 2\"");
    }

    private Path npy(String name, String shape, double... values) throws Exception {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
        header += " ".repeat(117 - header.length()) + "\n";
        ByteBuffer file =
                ByteBuffer.allocate(128 + values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        file.put(header.getBytes(StandardCharsets.US_ASCII));
        for (double value : values) {
            file.putDouble(value);
        }
        return Files.write(folder.resolve(name), file.array());
    }

    /** 3 and 4: |v|_1 / |v|_inf = 7/4. */
    @Test
    void vectorsOfFilesAreMeasured() throws Exception {
        Path one = npy("one.npy", "(2,)", 3, -4);
        Path rows = npy("rows.npy", "(2, 3)", 1, 1, 1, 0, 0, 5);
        assertThat(run("vectors", one.toString(), rows.toString(), "--format", "csv"))
                .isZero();
        String[] lines = out.toString().split("\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[0])
                .isEqualTo("file,array,row,length,entropy,discrete_entropy,localization_ratio,participation_ratio");
        assertThat(lines[1]).contains(",0,2,").contains(",1.75,");
        assertThat(lines[2]).contains(",0,3,").contains(",3.0,");
        assertThat(lines[3]).contains(",1,3,").endsWith(",1.0,1.0");
    }

    @ParameterizedTest
    @CsvSource({"'(1, 1, 2)', 1, has the shape 1x1x2", "'(2,)', NaN, element 1 is NaN", "'(0,)', , is empty"})
    void whatIsNoVectorIsRefused(String shape, @Nullable Double second, String message) throws Exception {
        double[] values = second == null ? new double[0] : new double[] {1, second};
        assertThat(run("vectors", npy("bad.npy", shape, values).toString())).isEqualTo(2);
        assertThat(err.toString()).contains("bad.npy", message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    /** '<U2', two letters of four bytes. */
    @Test
    void anArrayOfTextIsRefused() throws Exception {
        byte[] file = Files.readAllBytes(npy("text.npy", "(1,)", 1));
        String header = new String(file, StandardCharsets.ISO_8859_1).replace("'<f8'", "'<U2'");
        Path text = Files.write(folder.resolve("text.npy"), header.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run("vectors", text.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("text.npy: array text: no numbers").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }
}
