package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
