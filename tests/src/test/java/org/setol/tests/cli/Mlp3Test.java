package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code setol mlp3} as a process, on images of its own making. */
final class Mlp3Test {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** Sixty 8 x 8 images of noise: enough to train on, nothing to learn. */
    private void images() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        for (String set : new String[] {"train", "t10k"}) {
            SplittableRandom random = new SplittableRandom(set.length());
            byte[] pixels = new byte[60 * 64];
            random.nextBytes(pixels);
            ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
            images.putInt(0x803).putInt(60).putInt(8).putInt(8).put(pixels);
            ByteBuffer labels = ByteBuffer.allocate(8 + 60).putInt(0x801).putInt(60);
            for (int k = 0; k < 60; k++) {
                labels.put((byte) (k % 10));
            }
            Files.write(data.resolve(set + "-images-idx3-ubyte"), images.array());
            Files.write(data.resolve(set + "-labels-idx1-ubyte"), labels.array());
        }
    }

    private Outcome mlp3(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "mlp3";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Launch.setol(folder, all).run();
    }

    private void assertRefused(String words, String... arguments) throws Exception {
        Outcome outcome = mlp3(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err()).startsWith("setol: ").contains(words);
    }

    @Test
    void aSweepTrainsGoesOnAndReports() throws Exception {
        images();
        Outcome first = mlp3(
                "--mnist", "data", "--out", "lab", "--learning-rate", "8,16", "--max-epochs", "2", "--threads", "2");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("14b", "reproduced", "not tested");
        assertThat(first.errorLines()).hasSize(3);
        Path run = folder.resolve("lab/runs/lr0.16-bs32-all-seed1");
        assertThat(Files.readAllLines(run.resolve("epochs.jsonl"))).hasSize(2);
        assertThat(run.resolve("checkpoints/epoch-0002.safetensors")).exists();
        assertThat(folder.resolve("lab/claims.md")).exists();
        assertThat(folder.resolve("lab/fig14.svg")).exists();

        Outcome more = mlp3("--mnist", "data", "--out", "lab", "--learning-rate", "16", "--max-epochs", "3", "-q");
        assertThat(more.err()).isEmpty();
        assertThat(Files.readAllLines(run.resolve("epochs.jsonl"))).hasSize(3);

        Outcome analysed = Launch.setol(
                        folder, "analyze", "lab/runs/lr0.16-bs32-all-seed1/checkpoints/epoch-0003.safetensors")
                .run();
        assertThat(analysed.out()).contains("fc1", "fc2");

        Outcome report = mlp3("--out", "lab", "--report-only", "--report", "published", "--max-epochs", "3");
        assertThat(report.out()).isEqualTo(more.out());
        assertThat(folder.resolve("published/epochs.csv")).hasSameTextualContentAs(folder.resolve("lab/epochs.csv"));
    }

    @Test
    void badInputIsSaidInOneLine() throws Exception {
        assertRefused("--mnist DIR is missing", "--out", "lab");
        assertRefused("no such folder", "--mnist", "none", "--out", "lab");
        assertRefused("no such folder", "--out", "none", "--report-only");
        images();
        Path labels = folder.resolve("data/t10k-labels-idx1-ubyte");
        byte[] sound = Files.readAllBytes(labels);
        byte[] wrong = sound.clone();
        wrong[20] = 11;
        Files.write(labels, wrong);
        assertRefused("label 12 is 11, not a digit", "--mnist", "data", "--out", "lab");
        Files.write(labels, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
        assertRefused("0x1f8b0800", "--mnist", "data", "--out", "lab");
        Files.write(labels, sound);
        assertThat(folder.resolve("lab")).doesNotExist();
    }

    @Test
    void knobsThatMakeNoSenseAreRefused() throws Exception {
        images();
        String[][] cases = {
            {"--quick has its own", "--quick", "--seed", "2"},
            {"learning rate must be positive", "--learning-rate", "-1"},
            {"batch size must be at least 1", "--batch", "0"},
            {"'0' is not a whole number", "--max-epochs", "0"},
            {"--stop-delta must be at least 0", "--stop-delta", "NaN"},
            {"fc3", "--train", "fc3"}
        };
        for (String[] one : cases) {
            String[] arguments = new String[one.length + 3];
            System.arraycopy(new String[] {"--mnist", "data", "--out", "lab"}, 0, arguments, 0, 4);
            System.arraycopy(one, 1, arguments, 4, one.length - 1);
            assertRefused(one[0], arguments);
        }
    }
}
