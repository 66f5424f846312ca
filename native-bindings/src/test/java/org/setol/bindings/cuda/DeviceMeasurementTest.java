package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;

final class DeviceMeasurementTest {

    private static final BackendStatus AVAILABLE = new BackendStatus.Available("stub", "1", "stub", 1);

    @ParameterizedTest
    @CsvSource({"OUT_OF_DEVICE_MEMORY, false", "DEVICE_FAILED, false", "NOT_CONVERGED, true", "SELF_CHECK_FAILED, true"
    })
    void whatTheDeviceLackedWhileItWasMeasuredIsNotForGood(SpectrumFailure.Reason reason, boolean lasting) {
        DeviceMeasurement.Measured measured = measured(new Failing(reason));
        assertThat(measured.lasting()).isEqualTo(lasting);
        assertThat(measured.table().entries())
                .isNotEmpty()
                .allMatch(entry -> entry.backend().equals("java"));
    }

    @Test
    void whatIsMeasuredToItsEndIsForGood() {
        assertThat(measured(new JavaBackend()).lasting()).isTrue();
    }

    private static DeviceMeasurement.Measured measured(SpectrumBackend beside) {
        return new DeviceMeasurement(() -> AVAILABLE, List.of(new JavaBackend(), beside), List.of(4, 8), 1)
                .measure()
                .orElseThrow();
    }

    private record Failing(SpectrumFailure.Reason reason) implements SpectrumBackend {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public BackendStatus status() {
            return AVAILABLE;
        }

        @Override
        public boolean accepts(SpectrumRequest request) {
            return true;
        }

        @Override
        public long workspaceBytes(SpectrumRequest request) {
            return 0;
        }

        @Override
        public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
            return new SpectrumFailure(reason, "failed");
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return 0;
        }
    }
}
