package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors after which CUDA answers nothing else: the process gives the device up, and computes on. */
@Tag(StubLibraries.ONLY)
@EnabledIf(
        value = "org.setol.bindings.cuda.StubLibraries#canBuild",
        disabledReason = "no gcc to build stub libraries with")
final class CudaLostTest {

    private static final String GIVEN_UP = "the GPU was given up after ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"Xgesvd, cuda-gesvd, 700, cudaErrorIllegalAddress", "Xgesvdp, cuda-gesvdp, 719, cudaErrorLaunchFailure"
    })
    @CsvSource({"gesvdj, cuda-gesvdj, 710, cudaErrorUnknown", "XsyevBatched, cuda-syev-batched, 717, cudaErrorUnknown"})
    void theRowSaysWhatHappenedAndAllLaterOnesAreComputedWithoutTheDevice(
            String routine, String backend, int error, String name) throws Exception {
        CudaChild child = CudaChild.withStubs(
                Map.of("SETOL_STUB_POISON", routine, "SETOL_STUB_POISON_ERROR", Integer.toString(error)));
        List<String> lines = child.run("values", "FLOAT32", "40", "30", "cuda-gram", backend, "cuda-gram", backend)
                .lines()
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("cuda-gram | ");
        String said = "status 7, then cudaStreamSynchronize: error " + error + " (" + name + ")";
        assertThat(lines.get(1))
                .matches("(lapack-gram|java) \\| .*")
                .contains("| " + backend + " float32: cusolverDn", said)
                .doesNotContain(GIVEN_UP);
        assertThat(lines.get(2))
                .matches("(lapack-gram|java) \\| .*")
                .contains("| cuda-gram float32: " + GIVEN_UP, said);
        assertThat(lines.get(3)).contains("| " + backend + " float32: " + GIVEN_UP, said);
        assertThat(lines.get(4))
                .startsWith("BROKEN | " + GIVEN_UP)
                .contains(said, "| only a new process can use it again");
    }

    /** A call that was given a wrong address, and whatever waits for the stream, say it themselves. */
    @Test
    void anErrorOfTheRuntimeItselfGivesTheDeviceUpToo() throws Exception {
        assertThat(CudaChild.withFaults("sticky").run("values", "FLOAT32", "40", "30", "cuda-gram", "cuda-gesvd"))
                .contains("cuda-gesvd float32: " + GIVEN_UP)
                .contains("BROKEN | " + GIVEN_UP + "cudaStreamSynchronize: error 700 (cudaErrorIllegalAddress)");
    }

    @Test
    void anErrorThatPassesGivesNothingUp() throws Exception {
        assertThat(CudaChild.withFaults("not-converged").run("values", "FLOAT32", "40", "30", "cuda-gram"))
                .contains("AVAILABLE | ")
                .doesNotContain(GIVEN_UP);
    }

    @Test
    void aTableThatWasNotMeasuredToItsEndIsNeitherUsedNorKept() throws Exception {
        String said = cached(CudaChild.withStubs(Map.of("SETOL_STUB_POISON", "XsyevBatched")))
                .run("choice", "32");
        assertThat(said.lines()).first().isEqualTo("none");
        assertThat(said).contains("BROKEN | " + GIVEN_UP);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aCandidateThatIsWrongIsLeftOutOfTheTable() throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_FAULT", "wrong", "SETOL_STUB_FAULT_FROM", "32"));
        assertThat(cached(child).run("choice", "32")).contains("AVAILABLE | ");
        assertThat(table()).contains("cuda-gram.one.float32.8=").doesNotContain("cuda-gram.one.float32.32=");
    }

    /** With more memory, or another time, it might be the fastest. */
    @Test
    void aTableThatACandidateIsMissingFromForWantOfADeviceIsNotKept() throws Exception {
        CudaChild small = CudaChild.withFaults().with("-D" + GpuMemory.PROPERTY + "=30000");
        assertThat(cached(small).run("choice", "32")).contains("AVAILABLE | ");
        assertThat(folder).isEmptyDirectory();
        assertThat(cached(CudaChild.withFaults("workspace")).run("choice", "32"))
                .contains("AVAILABLE | ");
        assertThat(folder).isEmptyDirectory();
    }

    /** Where it has run, it took the device with it. */
    @Test
    void thePolarRouteIsNoCandidate() throws Exception {
        assertThat(cached(CudaChild.withStubs(Map.of("SETOL_STUB_POISON", "Xgesvdp")))
                        .run("choice", "32"))
                .contains("AVAILABLE | ");
        assertThat(table()).contains("cuda-gesvdj.").doesNotContain("cuda-gesvdp");
    }

    private CudaChild cached(CudaChild child) {
        return child.with("-D" + CudaChoice.PROPERTY + "=" + folder);
    }

    private String table() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }
}
