package org.setol.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ModelPagesTest {

    private static final int BYTES = 1 << 26;
    private static final int PAGE = 1 << 12;

    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident pages are counted in /proc")
    void whatHasBeenReadLeavesTheProcessWhenThereIsEnoughOfIt() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            MappedFile one = mapped("one", (byte) 1, arena);
            MappedFile two = mapped("two", (byte) 2, arena);
            ModelPages pages = new ModelPages(List.of(one, two));
            long before = residentFileBytes();
            readAll(one.bytes());
            readAll(two.bytes());
            pages.read(1 << 20);
            assertThat(residentFileBytes() - before)
                    .as("little was said to be read")
                    .isGreaterThan(BYTES);
            pages.read(BYTES);
            assertThat(residentFileBytes() - before).as("of both files").isLessThan(BYTES / 4);
            assertThat(readAll(one.bytes())).isEqualTo(BYTES / PAGE);
            assertThat(readAll(two.bytes())).isEqualTo(2 * BYTES / PAGE);
        }
    }

    @Test
    void memoryThatIsNotMappedKeepsItsContents() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment own = arena.allocate(1 << 16, PAGE).fill((byte) 1);
            ModelPages.giveBack(own);
            assertThat(readAll(own)).isEqualTo((1 << 16) / PAGE);
        }
    }

    /** One number of each page; their sum. */
    private static long readAll(MemorySegment bytes) {
        long sum = 0;
        for (long at = 0; at < bytes.byteSize(); at += PAGE) {
            sum += bytes.get(ValueLayout.JAVA_BYTE, at);
        }
        return sum;
    }

    private MappedFile mapped(String name, byte content, Arena arena) throws Exception {
        Path file = folder.resolve(name);
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, content);
        Files.write(file, bytes);
        return MappedFile.map(file, arena);
    }

    private static long residentFileBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssFile:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
