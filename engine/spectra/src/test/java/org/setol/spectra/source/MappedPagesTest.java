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

    /** 64 MiB of weights, read whole: what is released leaves the process, what is read again is what it was. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
    void releasedWeightsAreNotResidentAndCanBeReadAgain() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            StridedView view = mapped(arena);
            long before = residentFileBytes();
            Matrix row = Matrix.allocate(arena, 1, COLS, Precision.FLOAT32);
            readAll(view, row);
            assertThat(residentFileBytes() - before).isGreaterThan(BYTES * 3 / 4);
            view.release(0, 0, ROWS / 2, COLS);
            assertThat(residentFileBytes() - before).isBetween(BYTES / 4, BYTES * 3 / 4);
            view.transpose().release(0, ROWS / 2, COLS, ROWS / 2);
            assertThat(residentFileBytes() - before).isLessThan(BYTES / 4);
            view.copyRows(17, row);
            assertThat(row.get(0, 5)).isEqualTo(17f * COLS + 5);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
    void blocksOnTheSamePagesAreReleasedWithTheLastOfThem() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            StridedView view = mapped(arena);
            long before = residentFileBytes();
            readAll(view, Matrix.allocate(arena, 1, COLS, Precision.FLOAT32));
            view.release(0, 0, ROWS, COLS / 8);
            view.transpose().release(COLS / 8, 0, COLS / 8, ROWS);
            assertThat(residentFileBytes() - before).isGreaterThan(BYTES * 3 / 4);
            view.release(0, COLS - COLS / 8, ROWS, COLS / 8);
            assertThat(residentFileBytes() - before).isLessThan(BYTES / 4);
        }
    }

    /** Pages of a private mapping hold what was written to them, not what the file has. */
    @Test
    void whatMayHaveBeenWrittenToIsKept() throws IOException {
        Path file = folder.resolve("private");
        Files.write(file, new byte[1 << 16]);
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment segment = channel.map(FileChannel.MapMode.PRIVATE, 0, 1 << 16, arena);
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, 12_345, 7);
            StridedView view = StridedView.rowMajor(segment, ElementType.FLOAT32, 128, 128);
            view.release();
            view.readAhead();
            assertThat(segment.getAtIndex(ValueLayout.JAVA_FLOAT, 12_345)).isEqualTo(7);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
    void whatIsReadAheadIsNotResident() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            StridedView view = mapped(arena);
            long before = residentFileBytes();
            view.readAhead();
            assertThat(residentFileBytes() - before).isLessThan(BYTES / 4);
            Matrix row = Matrix.allocate(arena, 1, COLS, Precision.FLOAT32);
            view.copyRows(ROWS - 1, row);
            assertThat(row.get(0, 5)).isEqualTo((ROWS - 1f) * COLS + 5);
        }
    }

    @Test
    void whatIsNotMappedKeepsItsContents() {
        double[] elements = {1, 2, 3, 4};
        StridedView view = StridedView.of(elements, 2, 2);
        view.release();
        view.readAhead();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment own = arena.allocate(1 << 16, 1 << 12).fill((byte) 1);
            StridedView.rowMajor(own, ElementType.FLOAT32, 128, 128).release();
            assertThat(own.mismatch(MemorySegment.ofArray(new byte[] {1}).asReadOnly()))
                    .isEqualTo(1);
            assertThat(own.get(ValueLayout.JAVA_BYTE, (1 << 16) - 1)).isEqualTo((byte) 1);
        }
        assertThat(elements).containsExactly(1, 2, 3, 4);
    }

    private static void readAll(StridedView view, Matrix row) {
        for (int i = 0; i < ROWS; i++) {
            view.copyRows(i, row);
        }
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
