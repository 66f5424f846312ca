package org.setol.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a process that analyses holds in memory. */
public final class ProcessMemory {

    /**
     * Counted for everything beside matrices, their workspaces and the pages of weights that are being read: the JVM, its heap,
     * classes and code, OpenBLAS and its threads' buffers. 192 MiB; measured, with the launcher's options on one and two
     * threads: 112 to 118 (benchmarks/NOTES.md, entry 11). A test holds the command line to it.
     */
    public static final long BYTES = 192L << 20;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String HIGH_WATER_MARK = "VmHWM:";

    private ProcessMemory() {}

    /** The most resident memory that this process has had so far; empty where the system does not tell it. */
    public static OptionalLong peak() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try {
            // "VmHWM:   123456 kB"
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(HIGH_WATER_MARK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
