package org.setol.analysis.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where numbers were computed.
 *
 * @param os name and version
 * @param arch e.g. {@code amd64}
 * @param cpu model name where the system tells, else the architecture
 * @param cores processors this process may use
 * @param java vendor version of the running JDK
 * @param kernels which Vector API kernels run
 */
public record Machine(String os, String arch, String cpu, int cores, String java, String kernels) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This one. */
    public static Machine current(String kernels) {
        String arch = System.getProperty("os.arch");
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                arch,
                cpuName(arch),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                kernels);
    }

    private static String cpuName(String fallback) {
        if (!Files.isReadable(CPU_INFO)) {
            return fallback;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(fallback);
        } catch (IOException e) {
            return fallback;
        }
    }
}
