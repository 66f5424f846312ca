package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.Precision;

/** This module has no native library: what is found is what a machine without one has. */
final class FlopReferenceTest {

    @Test
    void aCpuWithoutLibrariesHasTheRateOfJava() {
        FlopReference reference = FlopReference.of(Device.CPU);
        assertThat(reference.name()).isEqualTo("java products");
        assertThat(reference.status()).isInstanceOf(BackendStatus.Available.class);
        for (Precision precision : Precision.values()) {
            assertThat(reference.gflops(precision, 1, Duration.ofMillis(1))).isPositive();
        }
    }

    @Test
    void anotherDeviceWithoutOneHasNone() {
        assertThatThrownBy(() -> FlopReference.of(Device.GPU))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GPU");
    }
}
