package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.BackendStatus.Cause;

/** A machine without a device is left in peace; one that has a device and not its libraries is told. */
@EnabledOnOs(OS.LINUX)
final class CudaProbeTest {

    @TempDir
    private Path empty;

    @Test
    void withoutADeviceNothingIsMissing() {
        assertThat(cause(new CudaProbe(List.of(), Map.of(), file -> false))).isEqualTo(Cause.NO_DEVICE);
    }

    @Test
    void aGpuOfAnotherMakerIsNone() {
        Set<Path> files = Set.of(Path.of("/dev/dxg"));
        assertThat(cause(new CudaProbe(List.of(), Map.of(), files::contains))).isEqualTo(Cause.NO_DEVICE);
    }

    @Test
    void librariesThatAreMissingBesideADeviceAreAbsent() {
        Set<Path> files = Set.of(Path.of("/dev/nvidiactl"));
        assertThat(cause(new CudaProbe(List.of(empty), Map.of(), files::contains)))
                .isEqualTo(Cause.ABSENT);
    }

    private static Cause cause(CudaProbe probe) {
        BackendStatus.Unavailable status = ((CudaProbe.Finding.Problem) probe.find()).status();
        assertThat(status.remedy()).isNotEmpty();
        return status.cause();
    }
}
