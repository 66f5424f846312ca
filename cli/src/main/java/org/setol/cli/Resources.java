package org.setol.cli;

import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.ProcessMemory;
import picocli.CommandLine.Option;

/** Options that say how much of the machine a run may take; shared by all that compute on matrices. */
final class Resources {

    private static final long MEBI = 1 << 20;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Threads in all (default: all cores).")
    private @Nullable Integer threads;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.Converter.class,
            description =
                    "Peak resident memory of the process, e.g. 800m, 12g (default: half of the machine's). A layer"
                            + " that needs more is listed with what it needs.")
    private @Nullable MemorySize memory;

    @Option(
            names = "--gpu-memory",
            paramLabel = "SIZE",
            converter = MemorySize.Converter.class,
            description =
                    "Most memory on each GPU for matrices and workspaces, e.g. 8g (default: nine tenths of what is free)."
                            + " What CUDA takes for itself comes on top.")
    private @Nullable MemorySize gpuMemory;

    /** The options with what the user has limited. */
    AnalysisOptions limit(AnalysisOptions options) {
        if (gpuMemory != null) {
            // The backends are found by ServiceLoader, which hands nothing over.
            System.setProperty("setol.gpu.memory", Long.toString(gpuMemory.bytes()));
        }
        AnalysisOptions limited = threads == null ? options : options.withThreads(threads);
        if (memory == null) {
            return limited;
        }
        if (memory.bytes() <= ProcessMemory.BYTES) {
            throw new UsageException("--memory " + memory.text() + ": the process alone takes "
                    + ProcessMemory.BYTES / MEBI + " MiB, matrices come on top; give more");
        }
        return limited.withMemoryBytes(memory.bytes());
    }
}
