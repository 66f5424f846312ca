package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Says aloud what the other tests of this package do without on a machine without gcc: a skipped test is easily missed. */
final class TestDeviceTest {

    @Test
    void thereIsADeviceWhereverOneCanBeHadOrBuilt() {
        if (!StubLibraries.canBuild()) {
            System.err.println("WARNING: no gcc on Linux x86-64: what CUDA's faults lead to is not tested here");
        }
        if (TestDevice.exists()) {
            assertThat(TestDevice.engine().cuda().devices()).isNotEmpty();
        } else {
            System.err.println("WARNING: neither a device nor gcc: the CUDA backends are not tested here");
        }
    }

    @Test
    void whereStubsAreForbiddenTheTestsFailWithoutADevice() {
        String before = System.setProperty(TestDevice.STUBS, "forbidden");
        try {
            assertThat(TestDevice.exists()).isTrue();
            assertThatThrownBy(TestDevice::onStubs)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no device to test: ");
        } finally {
            if (before == null) {
                System.clearProperty(TestDevice.STUBS);
            }
        }
    }
}
