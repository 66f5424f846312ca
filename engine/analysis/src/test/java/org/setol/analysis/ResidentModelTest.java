package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.pair.DistanceMethod;
import org.setol.analysis.pair.DistanceReport;
import org.setol.analysis.report.RewriteReport;
import org.setol.analysis.rewrite.Rewriting;
import org.setol.analysis.rewrite.StoredAs;
import org.setol.spectra.directions.TopCount;
import org.setol.spectra.metrics.MetricsMode;

/** What a model's file has mapped is given back while it is read, whatever is done with it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
final class ResidentModelTest {

    private static final int TENSORS = 8;
    private static final long TENSOR_BYTES = 1L << 25;

    @TempDir
    private Path folder;

    @Test
    void toCompareTwoModelsKeepsNeitherResident() throws Exception {
        Path model = model("large.safetensors", "[4096,2048]");
        AtomicLong peak = new AtomicLong();
        try (Setol setol = Setol.open()) {
            DistanceReport report = watched(peak, () -> setol.distances(model, model, DistanceMethod.RAW));
            assertThat(report.layers()).hasSize(TENSORS);
        }
        assertThat(peak.get()).isLessThan(TENSORS * TENSOR_BYTES / 2);
    }

    @Test
    void toWriteAModelAnewKeepsTheOldOneNotResident() throws Exception {
        Path model = model("large.safetensors", "[8388608]");
        Path written = folder.resolve("new.safetensors");
        AtomicLong peak = new AtomicLong();
        try (Setol setol = Setol.open()) {
            RewriteReport report = watched(
                    peak,
                    () -> setol.rewrite(
                            model,
                            written,
                            Rewriting.smooth(new TopCount(1), MetricsMode.CORRECTED),
                            StoredAs.KEEP,
                            Progress.SILENT));
            assertThat(report.changed()).isZero();
        }
        assertThat(Files.size(written)).isGreaterThan(TENSORS * TENSOR_BYTES);
        assertThat(peak.get()).isLessThan(TENSORS * TENSOR_BYTES / 2);
    }

    /** Zeros that take no room on the disk. */
    private Path model(String name, String shape) throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int k = 0; k < TENSORS; k++) {
            header.append(k == 0 ? "" : ",")
                    .append("\"layer%d.weight\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(k, shape, k * TENSOR_BYTES, (k + 1) * TENSOR_BYTES));
        }
        byte[] text = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(name);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            out.setLength(Long.BYTES + text.length + TENSORS * TENSOR_BYTES);
        }
        return file;
    }

    /** Runs {@code work} and sees how far mapped files grow meanwhile. Pages that are kept are seen whenever it looks. */
    private static <T> T watched(AtomicLong peak, Callable<T> work) throws Exception {
        long before = residentFileBytes();
        Thread watching = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                peak.accumulateAndGet(residentFileBytes() - before, Math::max);
            }
        });
        try {
            return work.call();
        } finally {
            watching.interrupt();
            watching.join();
        }
    }

    private static long residentFileBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("RssFile:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
