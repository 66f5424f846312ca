package org.setol.spectra.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class MappedPagesTest {

    private static final int ROWS = 4096;
    private static final int COLS = 4096;
    private static final long BYTES = 4L * ROWS * COLS;

    @TempDir
    private Path folder;

    /** Pages of a private mapping hold what was written to them, not what the file has. */
    @Test
    void whatMayHaveBeenWrittenToIsKept() throws IOException {
        Path file = folder.resolve("private");
        Files.write(file, new byte[1 << 24]);
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment segment = channel.map(FileChannel.MapMode.PRIVATE, 0, 1 << 24, arena);
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, 12_345, 7);
            StridedView view = StridedView.rowMajor(segment, ElementType.FLOAT32, 2048, 2048);
            assertThat(view.readAhead()).isZero();
            assertThat(segment.getAtIndex(ValueLayout.JAVA_FLOAT, 12_345)).isEqualTo(7);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
    void largeMatricesThatAreReadAheadAreNotResident() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            StridedView view = mapped(arena);
            long before = residentFileBytes();
            assertThat(view.readAhead()).isZero();
            assertThat(residentFileBytes() - before).isLessThan(BYTES / 4);
            Matrix row = Matrix.allocate(arena, 1, COLS, Precision.FLOAT32);
            view.copyRows(ROWS - 1, row);
            assertThat(row.get(0, 5)).isEqualTo((ROWS - 1f) * COLS + 5);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
    void smallOnesStayForWhoReadsThemNext() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            StridedView small = mapped(arena).rows(64, 128);
            long before = residentFileBytes();
            assertThat(small.readAhead()).isEqualTo(128 * 4 * COLS);
            assertThat(residentFileBytes() - before).isBetween(128L * 4 * COLS, BYTES / 4);
        }
    }

    @Test
    void whatIsNotMappedKeepsItsContents() {
        double[] elements = {1, 2, 3, 4};
        assertThat(StridedView.of(elements, 2, 2).readAhead()).isZero();
        assertThat(elements).containsExactly(1, 2, 3, 4);
    }

    /** Element k is k, rounded. */
    private StridedView mapped(Arena arena) throws IOException {
        Path file = folder.resolve("weights");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (Arena writing = Arena.ofConfined()) {
                MemorySegment bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, writing);
                for (int k = 0; k < ROWS * COLS; k++) {
                    bytes.setAtIndex(ValueLayout.JAVA_FLOAT, k, k);
                }
            }
            return StridedView.rowMajor(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, BYTES, arena), ElementType.FLOAT32, ROWS, COLS);
        }
    }

    private static long residentFileBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssFile:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
