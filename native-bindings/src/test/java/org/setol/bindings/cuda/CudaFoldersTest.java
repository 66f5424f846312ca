package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CudaFoldersTest {

    @TempDir
    private Path root;

    @Test
    void foldersInsideAPythonAreFoundThroughItsEnvironmentAndThroughThePath() throws Exception {
        Path libraries = Files.createDirectories(root.resolve("env/lib/python3.12/site-packages/nvidia/cu13/lib"));
        Path programs = Files.createDirectories(root.resolve("env/bin"));
        Path python = programs.resolve("python3");
        Files.writeString(python, "#!/bin/sh\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        assertThat(CudaFolders.all(Map.of("VIRTUAL_ENV", root.resolve("env").toString())))
                .contains(libraries);
        assertThat(CudaFolders.all(Map.of("PATH", programs.toString()))).contains(libraries);
        assertThat(CudaFolders.all(Map.of())).doesNotContain(libraries);
    }

    @Test
    void theLinkersPathComesBeforeAToolkit() throws Exception {
        Path first = Files.createDirectories(root.resolve("mine"));
        Path toolkit = Files.createDirectories(root.resolve("cuda/lib64"));
        assertThat(CudaFolders.all(Map.of(
                        "LD_LIBRARY_PATH",
                        first + ":/no/such/folder",
                        "CUDA_HOME",
                        root.resolve("cuda").toString())))
                .startsWith(first, toolkit)
                .doesNotContain(Path.of("/no/such/folder"));
    }

    @Test
    void condasPackagesLieLikeAToolkit() throws Exception {
        Path libraries = Files.createDirectories(root.resolve("env/lib"));
        Path targets = Files.createDirectories(root.resolve("env/targets/x86_64-linux/lib"));
        assertThat(CudaFolders.all(Map.of("CONDA_PREFIX", root.resolve("env").toString())))
                .contains(libraries, targets);
    }

    @Test
    void theUsersFolderIsThatOfTheVariable() {
        assertThat(CudaFolders.named(Map.of())).isEmpty();
        assertThat(CudaFolders.named(Map.of(CudaFolders.VARIABLE, "/a:/b")))
                .containsExactly(Path.of("/a"), Path.of("/b"));
    }
}
