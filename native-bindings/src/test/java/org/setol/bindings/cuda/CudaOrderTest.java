package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.Device;
import org.setol.spectra.backend.SpectrumBackend;

final class CudaOrderTest {

    /** {@code setol backends} tries one after the other, and it has been seen to take the device with it. */
    @Test
    void thePolarRouteComesLast() {
        assertThat(BackendRegistry.load().all().stream()
                        .filter(backend -> backend.device() == Device.GPU)
                        .map(SpectrumBackend::name))
                .hasSize(5)
                .last()
                .isEqualTo("cuda-gesvdp");
    }
}
