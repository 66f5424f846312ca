package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Precision;

/** What others have seen real devices do: wrong values without a word, full memory, errors that stay. No run may fail. */
@Tag(StubLibraries.ONLY)
@EnabledIf(
        value = "org.setol.bindings.cuda.StubLibraries#canBuild",
        disabledReason = "no gcc to build stub libraries with")
final class CudaFaultTest {

    private static final List<String> BACKENDS =
            List.of("cuda-gram", "cuda-gesvd", "cuda-gesvdj", "cuda-gesvdp", "cuda-syev-batched");

    /** What the child prints; the processor's backend by one name, as a machine may have no LAPACK. */
    private static List<String> lines(CudaChild child, String... arguments) throws Exception {
        return child.run(arguments)
                .lines()
                .filter(line -> !line.startsWith("AVAILABLE ")) // the status after them
                .map(line -> line.replaceFirst("^(lapack-gram|java) ", "CPU "))
                .toList();
    }

    private static String line(CudaChild child, String... arguments) throws Exception {
        return lines(child, arguments).getFirst();
    }

    private static String[] values(int rows, int cols) {
        return Stream.concat(Stream.of("values", "FLOAT32", "" + rows, "" + cols), BACKENDS.stream())
                .toArray(String[]::new);
    }

    @Test
    void withoutFaultsTheDeviceComputesAndNothingIsNoted() throws Exception {
        for (String line : lines(CudaChild.withFaults(), values(40, 30))) {
            assertThat(line).startsWith("cuda-").endsWith(" | ");
        }
    }

    @Test
    void severalDevicesShareTheWork() throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_DEVICES", "2"));
        assertThat(lines(child, values(40, 30))).hasSameSizeAs(BACKENDS).allMatch(line -> line.startsWith("cuda-"));
    }

    /** Whichever it is: the first that is asked for, or one that is to help the first. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void aDeviceThatCannotBeUsedLeavesTheWorkToTheOther(String unusable) throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_DEVICES", "2", "SETOL_STUB_UNUSABLE", unusable));
        assertThat(lines(child, values(40, 30))).hasSameSizeAs(BACKENDS).allMatch(line -> line.matches("cuda-.* \\| "));
    }

    /** Three streams, two handles, two descriptions and two buffers make a lane: here is room for one, or nearly two. */
    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 16})
    void whereThereIsRoomForOneLaneItDoesAllTheWork(int live) throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_LIVE", "" + live));
        assertThat(lines(child, values(40, 30))).hasSameSizeAs(BACKENDS).allMatch(line -> line.matches("cuda-.* \\| "));
    }

    /** Room for a lane whose last buffer is not pinned, and for nothing that an earlier one would have left. */
    @Test
    void aLaneThatCouldNotBeMadeLeavesNothingBehind() throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_NO_STREAM", "3", "SETOL_STUB_LIVE", "8"));
        assertThat(lines(child, values(40, 30))).hasSameSizeAs(BACKENDS).allMatch(line -> line.matches("cuda-.* \\| "));
    }

    @ParameterizedTest
    @CsvSource({"unsorted, not ascending", "negative, ' is '", "wrong, sum of squares", "nan, NaN"})
    @CsvSource({"not-converged, did not converge"})
    @CsvSource({"cublas, cublasCreate: status 1", "cusolver, cusolverDnCreate: status 1"})
    void aBadResultIsRedoneOnTheProcessorAndTheRowSaysSo(String fault, String said) throws Exception {
        List<String> lines = lines(CudaChild.withFaults(fault), values(40, 30));
        assertThat(lines).hasSameSizeAs(BACKENDS);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .startsWith("CPU | " + BACKENDS.get(i) + " float32: ")
                    .contains(said);
        }
    }

    @Test
    void valuesThatAreWrongFromSomeSizeOnAreCaughtThere() throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_FAULT", "wrong", "SETOL_STUB_FAULT_FROM", "50"));
        assertThat(lines(child, values(70, 49))).allMatch(line -> line.startsWith("cuda-"));
        assertThat(lines(child, values(70, 50))).allMatch(line -> line.startsWith("CPU | cuda-"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whenTheDeviceIsFullTheProcessorComputes(int allocation) throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_OOM_AT", "" + allocation));
        assertThat(line(child, "values", "FLOAT64", "30", "45", "cuda-gram"))
                .startsWith("CPU | cuda-gram float64: cudaMalloc of ")
                .contains("cudaErrorMemoryAllocation");
    }

    /** As when another process, or another lane, held the memory for a moment. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void whatDidNotFitOnceIsTriedAgainAlone(int allocation) throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_OOM_ONCE", "" + allocation));
        assertThat(lines(child, values(45, 30))).allMatch(line -> line.matches("cuda-[a-z-]+ \\| "));
    }

    /** Two buffers' worth, of which the second is refused while the first is on its way. */
    @ParameterizedTest
    @ValueSource(strings = {"values", "stored"})
    void memoryIsNotUsedAgainWhileACopyToItIsUnderWay(String from) throws Exception {
        CudaChild child = CudaChild.withStubs(Map.of("SETOL_STUB_NO_COPY", "2"));
        assertThat(line(child, from, "FLOAT64", "3", "1000000", "cuda-gram")).isEqualTo("cuda-gram | ");
    }

    /** JavaCPP refuses its own memory to processes that hold so much; matrices are not its own. */
    @Test
    void aProcessWithMuchMemoryComputesAllTheSame() throws Exception {
        CudaChild child = CudaChild.withFaults().with("-Dorg.bytedeco.javacpp.maxPhysicalBytes=1");
        assertThat(lines(child, values(40, 30))).hasSameSizeAs(BACKENDS).allMatch(line -> line.startsWith("cuda-"));
    }

    @Test
    void theBudgetBoundsWhatIsAllocated() throws Exception {
        CudaChild small = CudaChild.withFaults().with("-D" + GpuMemory.PROPERTY + "=100000");
        assertThat(line(small, "values", "FLOAT32", "200", "200", "cuda-gram"))
                .startsWith("CPU | cuda-gram float32: ")
                .contains("of the budget of 100,000");
        assertThat(line(small, "values", "FLOAT32", "50", "50", "cuda-gram")).startsWith("cuda-gram | ");
    }

    @Test
    void withoutPinnedMemoryTheDeviceStillComputes() throws Exception {
        assertThat(lines(CudaChild.withFaults("no-pinned"), values(40, 30))).allMatch(line -> line.startsWith("cuda-"));
        for (String precision : List.of("FLOAT32", "FLOAT64")) {
            assertThat(line(CudaChild.withFaults("no-pinned"), "stored", precision, "40", "30", "cuda-gram"))
                    .isEqualTo("cuda-gram | ");
        }
    }

    @Test
    void aPerturbationThatMattersIsNoResult() throws Exception {
        assertThat(line(CudaChild.withFaults("perturbed"), "values", "FLOAT32", "40", "30", "cuda-gesvdp"))
                .startsWith("CPU | cuda-gesvdp float32: Xgesvdp perturbed")
                .contains("by 0.00100 of its largest value");
    }

    @Test
    void aWorkspaceBeyond32BitsIsNoResult() throws Exception {
        assertThat(line(CudaChild.withFaults("workspace"), "values", "FLOAT64", "40", "30", "cuda-gesvdj"))
                .startsWith("CPU | cuda-gesvdj float64: gesvdj's workspace does not fit into 32 bits");
    }

    /** As releases do whose count is in 32 bits; an upload ends all there. */
    @ParameterizedTest
    @ValueSource(strings = {"values", "stored"})
    void whereNoWorkspaceIsToldNothingIsUploaded(String from) throws Exception {
        assertThat(lines(CudaChild.withFaults("no-workspace"), from, "FLOAT32", "40", "30", "cuda-gram"))
                .singleElement()
                .asString()
                .startsWith("CPU | cuda-gram float32: cusolverDnXsyevd_bufferSize: status 3");
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
