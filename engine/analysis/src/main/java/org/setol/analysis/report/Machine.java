package org.setol.analysis.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.kernels.Kernels;

/**
 * Where numbers were computed.
 *
 * @param os name and version
 * @param arch e.g. {@code amd64}
 * @param cpu model name where the system tells, else the architecture
 * @param cores processors this process may use
 * @param java vendor version of the running JDK
 * @param kernels which Vector API kernels run
 * @param libraries what decomposed: names, versions, and the cores or devices that their kernels are for. OpenBLAS chooses by the
 *     CPU, or as {@code OPENBLAS_CORETYPE} says; digits and times depend on it
 */
public record Machine(
        String os, String arch, String cpu, int cores, String java, String kernels, List<String> libraries) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Machine {
        libraries = List.copyOf(libraries);
    }

    /** This one, with all libraries that it can run. */
    public static Machine current() {
        return current(BackendRegistry.load().all().stream());
    }

    /** This one, with the libraries of those of these backends that it can run. */
    public static Machine current(BackendRegistry registry, Collection<String> backends) {
        return current(backends.stream().map(registry::find).flatMap(Optional::stream));
    }

    private static Machine current(Stream<SpectrumBackend> backends) {
        String arch = System.getProperty("os.arch");
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                arch,
                cpuName(arch),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                Kernels.description(),
                libraries(backends));
    }

    /** In a line, e.g. {@code AMD EPYC, 2 cores, JDK 25.0.3+9-LTS, OpenBLAS 0.3.31 Haswell}. */
    public String inALine() {
        String line = cpu + ", " + cores + (cores == 1 ? " core" : " cores") + ", JDK " + java;
        return libraries.isEmpty() ? line : line + ", " + String.join(", ", libraries);
    }

    private static List<String> libraries(Stream<SpectrumBackend> backends) {
        return backends.filter(backend -> !(backend instanceof JavaBackend)) // of this JDK, which is named
                .map(SpectrumBackend::status)
                .filter(BackendStatus.Available.class::isInstance)
                .map(BackendStatus.Available.class::cast)
                .map(library -> library.library() + " " + library.version() + " " + library.core())
                .distinct()
                .toList();
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
