package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class KernelChoiceTest {

    /** Without this a silent fall back to scalar would leave every other test green. */
    @Test
    void theBuildRunsTheKernelsItMeansToRun() {
        String wanted = System.getProperty(KernelChoice.PROPERTY, "auto");
        String expected = switch (wanted) {
            case "auto", "vector" -> "vector ";
            case "scalar" -> "scalar ";
            default -> "vector " + wanted + " bits";
        };
        assertThat(Kernels.description()).startsWith(expected);
    }

    @Test
    void aForcedChoiceIsTakenOrRefused() {
        assertThat(KernelChoice.choose("scalar").bits()).isZero();
        assertThat(KernelChoice.choose("256").bits()).isEqualTo(256);
        assertThatThrownBy(() -> KernelChoice.choose("1024"))
                .hasMessageContaining("expected auto, scalar, vector, 128, 256");
    }
}
