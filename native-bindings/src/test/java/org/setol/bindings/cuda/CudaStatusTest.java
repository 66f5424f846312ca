package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.BackendStatus;

/** What users are told of a CUDA that is absent, of another kind, or broken: seen in real processes. */
@Tag(StubLibraries.ONLY)
@EnabledIf(
        value = "org.setol.bindings.cuda.StubLibraries#canBuild",
        disabledReason = "no gcc to build stub libraries with")
final class CudaStatusTest {

    @TempDir
    private Path folder;

    @Test
    void aCompleteCudaTellsVersionsDeviceAndMemory() throws Exception {
        assertThat(CudaChild.withFaults().run("status"))
                .matches("AVAILABLE \\| cuSOLVER \\| 12.0.9, CUDA 13.1, driver [0-9.]+ \\| Stub GPU \\(sm_90, 1.0"
                        + " GiB\\)\\R");
        assertThat(CudaChild.withStubs(Map.of("SETOL_STUB_DEVICES", "3")).run("status"))
                .endsWith("| 3 devices, first Stub GPU (sm_90, 1.0 GiB)\n");
    }

    @ParameterizedTest
    @CsvSource({"no-device, NO_DEVICE | the driver finds no device | check nvidia-smi"})
    @CsvSource({
        "init, BROKEN | cudaGetDeviceCount: error 3 (cudaErrorInitializationError) | check that nvidia-smi works"
    })
    void whatTheDriverSaysIsTold(String fault, String said) throws Exception {
        assertThat(CudaChild.withFaults(fault).run("status")).startsWith(said);
    }

    @Test
    void aDriverThatIsTooOldIsIncompatible() throws Exception {
        assertThat(CudaChild.withFaults("old-driver").run("status"))
                .startsWith("INCOMPATIBLE | the driver knows CUDA 12.4, the libraries in ")
                .contains("are of CUDA 13.1 | update the driver");
    }

    @Test
    void devicesThatCuda13HasNoCodeForAreLeftOut() throws Exception {
        assertThat(CudaChild.withStubs(Map.of("SETOL_STUB_OLD", "1")).run("status"))
                .startsWith("INCOMPATIBLE | Stub GPU (sm_70, 1.0 GiB) has compute capability 7.0, CUDA 13 needs 7.5 |"
                        + " use another backend");
        CudaChild second = CudaChild.withStubs(
                Map.of("SETOL_STUB_OLD", "1", "SETOL_STUB_DEVICES", "2", "SETOL_STUB_UNUSABLE", "0"));
        assertThat(second.run("status")).endsWith("| Stub GPU (sm_90, 1.0 GiB); without 1 older\n");
        assertThat(second.run("values", "FLOAT32", "40", "30", "cuda-gram")).startsWith("cuda-gram | \n");
    }

    @Test
    void withoutADeviceNothingIsLoadedAndNoClassOfCudaIsTouched() throws Exception {
        CudaChild child = CudaChild.of(Map.of());
        CudaChild logged = new CudaChild(child.environment(), List.of("-Xlog:class+load"), child.classPath());
        String output = logged.run("status");
        boolean hasDevice = Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg"));
        if (!hasDevice) {
            assertThat(output).contains("NO_DEVICE | no NVIDIA device").doesNotContain("org.bytedeco");
        }
    }

    @Test
    void anEmptyFolderIsAbsentAndTheRemedyNamesTheVariable() throws Exception {
        assertThat(CudaChild.withFolder(folder, Map.of()).run("status")).startsWith("ABSENT | ");
        copy(CudaLibrary.DRIVER, CudaLibrary.DRIVER.fileName());
        assertThat(CudaChild.withFolder(folder, Map.of()).run("status"))
                .matches("ABSENT \\| libcudart.so.13 is in none of 1 folders \\| install CUDA 13 .* SETOL_CUDA_PATH"
                        + " .*\\R");
    }

    /** A broken runtime in a folder of its own is passed over for the one beside the solver. */
    @Test
    void librariesAreTakenFromTheFolderOfTheSolver() throws Exception {
        Files.writeString(folder.resolve(CudaLibrary.RUNTIME.fileName()), "not a library");
        Path both = Path.of(folder + File.pathSeparator + StubLibraries.folder());
        assertThat(CudaChild.withFolder(both, Map.of()).run("status")).startsWith("AVAILABLE");
    }

    @Test
    void anOlderReleaseIsIncompatible() throws Exception {
        copy(CudaLibrary.DRIVER, CudaLibrary.DRIVER.fileName());
        copy(CudaLibrary.RUNTIME, "libcudart.so.12");
        assertThat(CudaChild.withFolder(folder, Map.of()).run("status"))
                .startsWith(
                        "INCOMPATIBLE | found " + folder.resolve("libcudart.so.12") + ", needed is libcudart.so.13");
    }

    @Test
    void aMissingFunctionIsIncompatibleAndEndsNoProcess() throws Exception {
        Path lacking = StubLibraries.build(folder, "-DcusolverDnXsyevBatched=another_name");
        assertThat(CudaChild.withFolder(lacking, Map.of()).run("status"))
                .startsWith("INCOMPATIBLE | " + lacking.resolve("libcusolver.so.12")
                        + " has no function cusolverDnXsyevBatched | install a complete CUDA 13");
    }

    @Test
    void aDamagedFileIsBrokenAndTheLinkerIsQuoted() throws Exception {
        for (CudaLibrary library : CudaLibrary.values()) {
            copy(library, library.fileName());
        }
        Files.writeString(folder.resolve(CudaLibrary.SOLVER.fileName()), "not a library");
        assertThat(CudaChild.withFolder(folder, Map.of()).run("status"))
                .startsWith("BROKEN | " + folder.resolve("libcusolver.so.12") + " does not load: ")
                .contains("file too short", "install CUDA 13 anew");
    }

    @Test
    void withoutTheJarsTheRemedyNamesThem() throws Exception {
        assertThat(without("cuda-1").run("status"))
                .startsWith("ABSENT | class org/bytedeco/cuda/")
                .contains("add the jars org.bytedeco:cuda");
        assertThat(without("cuda-.*linux").run("status"))
                .startsWith("BROKEN | JavaCPP's CUDA library does not load: ")
                .contains("org.bytedeco:cuda with the classifier");
    }

    private static CudaChild without(String jars) {
        CudaChild child = CudaChild.withFaults();
        String classPath = Arrays.stream(child.classPath().split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().matches(jars + ".*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        return new CudaChild(child.environment(), child.options(), classPath);
    }

    @Test
    void theSharedOneOfThisProcessHasAStatusWhateverTheMachine() {
        BackendStatus status = Cuda.shared().status();
        assertThat(status instanceof BackendStatus.Available)
                .isEqualTo(!Cuda.shared().devices().isEmpty());
    }

    private void copy(CudaLibrary library, String name) throws IOException {
        Files.copy(StubLibraries.folder().resolve(library.fileName()), folder.resolve(name));
    }
}
