package org.setol.bindings.cuda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * CUDA for machines without: shared libraries of the same names and symbol versions, built by gcc from the C files among the
 * test resources, that compute on host memory. They check that what must be device memory is.
 */
final class StubLibraries {

    /** Tag of tests that see nothing of a device that is there; benchmarks/gpu/run.sh leaves them out. */
    static final String ONLY = "stub";

    private static final Path BUILT = Path.of("target", "cuda-stub");

    private StubLibraries() {}

    /** False where the stubs cannot be built; {@code TestDeviceTest} then says so. */
    static boolean canBuild() {
        boolean here = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return here
                && Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
    }

    /** A folder with all of them; built once in a process. */
    static Path folder() {
        return Holder.FOLDER;
    }

    private static final class Holder {
        static final Path FOLDER = build(BUILT.toAbsolutePath());
    }

    /** Builds all into a folder; {@code options} go to gcc. */
    static Path build(Path folder, String... options) {
        try {
            Files.createDirectories(folder);
            compile(folder, "cuda.c", CudaLibrary.DRIVER, options);
            compile(folder, "cudart.c", CudaLibrary.RUNTIME, options);
            compile(folder, "cublas.c", CudaLibrary.BLAS, options);
            compile(folder, "cusolver.c", CudaLibrary.SOLVER, options);
            for (CudaLibrary unused : List.of(CudaLibrary.BLAS_LT, CudaLibrary.SPARSE, CudaLibrary.SOLVER_MG)) {
                compile(folder, "cuda.c", unused, options);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** On the class path, so that the tests run where they are carried to. */
    private static Path sources() throws IOException {
        URL header = StubLibraries.class.getResource("/cuda-stub/stub.h");
        try {
            return Path.of(Objects.requireNonNull(header).toURI()).resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void compile(Path folder, String source, CudaLibrary library, String... options)
            throws IOException, InterruptedException {
        Path map = folder.resolve(library.fileName() + ".map");
        Files.writeString(map, library.fileName() + " { global: *; };\n");
        List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu11", "-O2", "-shared", "-fPIC", "-pthread"));
        command.addAll(List.of(options));
        command.add("-Wl,-soname," + library.fileName());
        command.add("-Wl,--version-script=" + map);
        command.addAll(List.of("-o", folder.resolve(library.fileName()).toString()));
        command.add(sources().resolve(source).toString());
        if (library == CudaLibrary.BLAS || library == CudaLibrary.SOLVER) {
            command.add(folder.resolve(CudaLibrary.RUNTIME.fileName()).toString());
        }
        command.add("-lm");
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!gcc.waitFor(1, TimeUnit.MINUTES) || gcc.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + "\n" + said);
        }
    }
}
