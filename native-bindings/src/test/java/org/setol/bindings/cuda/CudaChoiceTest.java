package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.setol.bindings.lapack.LapackGramBackend;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Precision;

@EnabledIf(
        value = "org.setol.bindings.cuda.TestDevice#exists",
        disabledReason = "neither a device nor gcc to build stubs with")
final class CudaChoiceTest {

    private static final SpectrumRequest REQUEST = new SpectrumRequest(40, 30, Precision.FLOAT32, 1);

    @TempDir
    private Path folder;

    @BeforeEach
    void useAFolderOfItsOwn() {
        System.setProperty(CudaChoice.PROPERTY, folder.toString());
    }

    @AfterEach
    void useTheUsersFolder() {
        System.clearProperty(CudaChoice.PROPERTY);
    }

    @Test
    void theTableIsMeasuredOnceAndThenReadFromItsFile() throws Exception {
        CudaChoice choice = new CudaChoice(TestDevice::engine, List.of(8, 32));
        assertThat(choice.status()).isInstanceOf(BackendStatus.Available.class);
        choice.fastest(REQUEST, 1);
        Path file = onlyFile();
        assertThat(DeviceTable.read(file)).get().satisfies(table -> {
            assertThat(table.entries()).anyMatch(entry -> entry.backend().equals(BackendNames.CUDA_GRAM));
            boolean hasLapack = new LapackGramBackend().status() instanceof BackendStatus.Available;
            assertThat(table.entries().stream()
                            .anyMatch(entry -> entry.backend().equals(BackendNames.LAPACK_GRAM)))
                    .isEqualTo(hasLapack);
            assertThat(table.entries()).allMatch(entry -> entry.seconds() > 0);
        });
        rewrite(file, "cuda-gesvd");
        assertThat(new CudaChoice(TestDevice::engine, List.of(8, 32)).fastest(REQUEST, 1))
                .map(SpectrumBackend::name)
                .contains("cuda-gesvd");
        rewrite(file, BackendNames.LAPACK_GRAM);
        assertThat(new CudaChoice(TestDevice::engine, List.of(8, 32)).fastest(REQUEST, 1))
                .isEmpty();
    }

    @Test
    void anotherDeviceOrDriverHasAnotherFile() {
        assertThat(CudaChoice.fileName(
                        new BackendStatus.Available("cuSOLVER", "12.0.9, driver 580.65", "Stub (sm_90)", 2)))
                .isEqualTo("stub-sm-90-12-0-9-driver-580-65.properties");
    }

    @Test
    void whereCudaIsAbsentNothingIsMeasured() {
        BackendStatus none = new BackendStatus.Unavailable(BackendStatus.Cause.ABSENT, "none", "buy one");
        CudaEngine engine = new CudaEngine(new Cuda(none, List.of()));
        assertThat(new CudaChoice(() -> engine, List.of(8)).fastest(REQUEST, 1)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private static void rewrite(Path file, String fastest) {
        new DeviceTable(List.of(
                        new DeviceTable.Entry(fastest, Precision.FLOAT32, 32, 1e-3),
                        new DeviceTable.Entry("cuda-gram", Precision.FLOAT32, 32, 1e-2)))
                .write(file);
    }

    private Path onlyFile() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
