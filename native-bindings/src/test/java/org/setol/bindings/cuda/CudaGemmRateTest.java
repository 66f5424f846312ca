package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.matrix.Precision;

@EnabledIf(
        value = "org.setol.bindings.cuda.TestDevice#exists",
        disabledReason = "neither a device nor gcc to build stubs with")
final class CudaGemmRateTest {

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRateIsMeasured(Precision precision) {
        CudaGemmRate rate = new CudaGemmRate(TestDevice::engine, 32);
        assertThat(rate.status()).isInstanceOf(BackendStatus.Available.class);
        assertThat(rate.gflops(precision, 1, Duration.ofMillis(1))).isPositive();
    }

    /** What is timed is a product: [[1, 2], [3, 4]] squared, column-major. */
    @Test
    void theProductIsOne() throws Exception {
        double[] product = TestDevice.engine().run(scope -> {
            long a = scope.device(4 * Double.BYTES);
            long c = scope.device(4 * Double.BYTES);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment host = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 3, 2, 4);
                scope.lane().uploader().upload(host, 4 * Double.BYTES, a);
            }
            DeviceRoutines.of(Precision.FLOAT64).gemm(scope, 2, a, a, c);
            return scope.download(c, 4 * Double.BYTES).toArray(ValueLayout.JAVA_DOUBLE);
        });
        assertThat(product).containsExactly(7, 15, 10, 22);
    }

    @Test
    void withoutADeviceThereIsNoRate() {
        BackendStatus none = new BackendStatus.Unavailable(BackendStatus.Cause.ABSENT, "none", "buy one");
        CudaEngine engine = new CudaEngine(new Cuda(none, List.of()));
        CudaGemmRate rate = new CudaGemmRate(() -> engine, 32);
        assertThat(rate.status()).isEqualTo(none);
        assertThatThrownBy(() -> rate.gflops(Precision.FLOAT32, 1, Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class);
    }
}
