package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.Precision;

final class BackendProbeTest {

    @Test
    void theRateIsOfTheOrderThatAProcessorCanReach() {
        assertThat(BackendProbe.rate(new JavaBackend(), Precision.FLOAT64, 1, Duration.ZERO))
                .isInstanceOfSatisfying(
                        Rate.Measured.class,
                        measured -> assertThat(measured.gflops()).isBetween(0.01, 1000.0));
    }

    @Test
    void aFailingBackendHasNoRate() {
        assertThat(BackendProbe.rate(StubBackend.notConverging("stub"), Precision.FLOAT64, 1, Duration.ZERO))
                .isEqualTo(new Rate.Failed("info = 3"));
    }

    @Test
    void theNominalCountIsTheCheaperWayAndSymmetricInTheSides() {
        SpectrumBackend backend = new JavaBackend();
        assertThat(backend.flops(request(300, 300))).isEqualTo(8.0 / 3 * 27e6);
        assertThat(backend.flops(request(3000, 300))).isEqualTo(2.0 * 3000 * 9e4 + 2 * 27e6);
        assertThat(backend.flops(request(300, 3000))).isEqualTo(backend.flops(request(3000, 300)));
    }

    private static SpectrumRequest request(int rows, int cols) {
        return new SpectrumRequest(rows, cols, Precision.FLOAT64, 1);
    }
}
