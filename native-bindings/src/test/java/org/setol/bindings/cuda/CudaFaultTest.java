package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Precision;

/** What others have seen real devices do: wrong values without a word, full memory, errors that stay. No run may fail. */
@EnabledIf(
        value = "org.setol.bindings.cuda.StubLibraries#canBuild",
        disabledReason = "no gcc to build stub libraries with")
final class CudaFaultTest {

    private static final List<String> BACKENDS =
            List.of("cuda-gram", "cuda-gesvd", "cuda-gesvdj", "cuda-gesvdp", "cuda-syev-batched");

    private static String[] values(int rows, int cols) {
        return Stream.concat(Stream.of("values", "FLOAT32", "" + rows, "" + cols), BACKENDS.stream())
                .toArray(String[]::new);
    }

    @Test
    void withoutFaultsTheDeviceComputesAndNothingIsNoted() throws Exception {
        for (String line : CudaChild.withFaults().run(values(40, 30)).lines().toList()) {
            assertThat(line).startsWith("cuda-").endsWith(" | ");
        }
    }

    @ParameterizedTest
    @CsvSource({"unsorted, not ascending", "negative, ' is '", "wrong, sum of squares", "nan, NaN"})
    @CsvSource({"not-converged, did not converge", "sticky, error 700 (cudaErrorIllegalAddress)"})
    @CsvSource({"cublas, cublasCreate: status 1", "cusolver, cusolverDnCreate: status 1"})
    void aBadResultIsRedoneOnTheProcessorAndTheRowSaysSo(String fault, String said) throws Exception {
        List<String> lines =
                CudaChild.withFaults(fault).run(values(40, 30)).lines().toList();
        assertThat(lines).hasSameSizeAs(BACKENDS);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .startsWith("lapack-gram | " + BACKENDS.get(i) + " float32: ")
                    .contains(said);
        }
    }

    @Test
    void valuesThatAreWrongFromSomeSizeOnAreCaughtThere() throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_FAULT", "wrong", "SETOL_STUB_FAULT_FROM", "50"));
        assertThat(child.run(values(70, 49)).lines()).allMatch(line -> line.startsWith("cuda-"));
        assertThat(child.run(values(70, 50)).lines()).allMatch(line -> line.startsWith("lapack-gram | cuda-"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whenTheDeviceIsFullTheProcessorComputes(int allocation) throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_OOM_AT", "" + allocation));
        assertThat(child.run("values", "FLOAT64", "30", "45", "cuda-gram"))
                .startsWith("lapack-gram | cuda-gram float64: cudaMalloc of ")
                .contains("cudaErrorMemoryAllocation");
    }

    @Test
    void theBudgetBoundsWhatIsAllocated() throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of());
        CudaChild small = new CudaChild(
                child.environment(),
                Stream.concat(child.options().stream(), Stream.of("-D" + GpuMemory.PROPERTY + "=100000"))
                        .toList(),
                child.classPath());
        assertThat(small.run("values", "FLOAT32", "200", "200", "cuda-gram"))
                .startsWith("lapack-gram | cuda-gram float32: ")
                .contains("of the budget of 100,000");
        assertThat(small.run("values", "FLOAT32", "50", "50", "cuda-gram")).startsWith("cuda-gram | ");
    }

    @Test
    void withoutPinnedMemoryTheDeviceStillComputes() throws Exception {
        assertThat(CudaChild.withFaults("no-pinned").run(values(40, 30)).lines())
                .allMatch(line -> line.startsWith("cuda-"));
    }

    @Test
    void aPerturbationThatMattersIsNoResult() throws Exception {
        assertThat(CudaChild.withFaults("perturbed").run("values", "FLOAT32", "40", "30", "cuda-gesvdp"))
                .startsWith("lapack-gram | cuda-gesvdp float32: Xgesvdp perturbed")
                .contains("by 0.00100 of its largest value");
    }

    @Test
    void aWorkspaceBeyond32BitsIsNoResult() throws Exception {
        assertThat(CudaChild.withFaults("workspace").run("values", "FLOAT64", "40", "30", "cuda-gesvdj"))
                .startsWith("lapack-gram | cuda-gesvdj float64: gesvdj's workspace does not fit into 32 bits");
    }

    @Test
    void gesvdjIsNotAskedBeyondWhatItIsAccurateFor() {
        CudaGesvdjBackend gesvdj = new CudaGesvdjBackend(TestDevice::engine);
        assertThat(gesvdj.accepts(new SpectrumRequest(2048, 5000, Precision.FLOAT32, 1)))
                .isTrue();
        assertThat(gesvdj.accepts(new SpectrumRequest(2049, 2049, Precision.FLOAT32, 1)))
                .isFalse();
        assertThat(gesvdj.accepts(new SpectrumRequest(2048, 1 << 20, Precision.FLOAT32, 1)))
                .isFalse();
    }
}
