package org.setol.cli;

import org.jspecify.annotations.Nullable;
import org.setol.analysis.AnalysisOptions;
import picocli.CommandLine.Option;

/** Options that say how much of the machine a run may take; shared by all that compute on matrices. */
final class Resources {

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
            description = "Most memory for matrices, e.g. 800m, 12g (default: half of the machine's).")
    private @Nullable MemorySize memory;

    @Option(
            names = "--gpu-memory",
            paramLabel = "SIZE",
            converter = MemorySize.Converter.class,
            description = "Most memory on each GPU, e.g. 8g (default: nine tenths of what is free).")
    private @Nullable MemorySize gpuMemory;

    /** The options with what the user has limited. */
    AnalysisOptions limit(AnalysisOptions options) {
        if (gpuMemory != null) {
            // The backends are found by ServiceLoader, which hands nothing over.
            System.setProperty("setol.gpu.memory", Long.toString(gpuMemory.bytes()));
        }
        AnalysisOptions limited = threads == null ? options : options.withThreads(threads);
        return memory == null ? limited : limited.withMemoryBytes(memory.bytes());
    }
}
