package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code --memory} is what the process keeps to, whatever the size of the model. */
final class MemoryTest {

    private static final Pattern PEAK = Pattern.compile("setol: peak resident memory (\\d+) MiB");
    private static final Pattern PLAN = Pattern.compile("at most (\\d+) MiB resident");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** An embedding of 64128 x 1024: 250 MiB in the file, 500 as a copy in float64; its Gram matrix has 8. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the peak is read from /proc")
    void aModelLargerThanTheMemoryIsAnalysedWithinIt() throws Exception {
        synth("--arch", "llama-1b", "--layers", "1", "--scale", "0.5", "--dtype", "f32");
        Outcome outcome = Launch.setol(folder, "analyze", "model", "-v", "--memory", "256m")
                .run();
        assertThat(outcome.exitCode()).isZero();
        long planned = number(PLAN, outcome.err());
        assertThat(planned).isLessThanOrEqualTo(256);
        assertThat(number(PEAK, outcome.err())).isLessThanOrEqualTo(planned);
        assertThat(outcome.out()).contains("embed_tokens", "8 of 11 tensors analysed");
    }

    @Test
    void aLayerThatCannotBeHadWithinTheMemoryIsListedWithWhatItNeeds() throws Exception {
        synth("--arch", "llama-1b", "--layers", "1", "--scale", "0.25", "--no-embeddings");
        Outcome outcome =
                Launch.setol(folder, "analyze", "model", "--memory", "193m").run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .containsPattern("layers have no spectrum; the first, .*: needs \\d+ MiB, --memory allows 193 MiB");
    }

    /** 64 MiB of numbers, 70 kB in the file: unpacked they are there for the whole run. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the peak is read from /proc")
    void whatWasCompressedCountsAndIsRefusedWhereItDoesNotFit() throws Exception {
        writeCompressed(8192, 2048);
        Outcome outcome = Launch.setol(folder, "analyze", "model.npz", "-v", "--memory", "400m")
                .run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(number(PEAK, outcome.err())).isGreaterThan(64).isLessThanOrEqualTo(400);
        Outcome refused =
                Launch.setol(folder, "analyze", "model.npz", "--memory", "250m").run();
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errorLines()).hasSize(1);
        assertThat(refused.err()).contains("model.npz", "unpacks to 67108992 bytes", "--memory allows");
    }

    /** A float32 matrix of few different numbers, as {@code numpy.savez_compressed} writes it. */
    private void writeCompressed(int rows, int cols) throws Exception {
        String description = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, cols);
        ByteBuffer array = ByteBuffer.allocate(128 + 4 * rows * cols).order(ByteOrder.LITTLE_ENDIAN);
        array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).putShort((short) 1);
        array.putShort((short) 118)
                .put((description + " ".repeat(117 - description.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < rows; i++) {
            array.putFloat(128 + 4 * (i * cols + i % cols), 1 + i % 7);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model.npz")))) {
            zip.putNextEntry(new ZipEntry("weights.npy"));
            zip.write(array.array());
        }
    }

    @Test
    void lessThanTheProcessItselfTakesIsRefusedAtOnce() throws Exception {
        Outcome outcome = Launch.setol(folder, "demo", "--memory", "100m").run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err())
                .startsWith("setol: --memory 100m: ")
                .contains("192 MiB")
                .contains("give more");
    }

    private void synth(String... options) throws Exception {
        String[] command = new String[options.length + 3];
        command[0] = "synth";
        System.arraycopy(options, 0, command, 1, options.length);
        command[options.length + 1] = "--out";
        command[options.length + 2] = "model";
        assertThat(Launch.setol(folder, command).run().exitCode()).isZero();
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
