package org.setol.bindings.cuda;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What the tests of this process compute on: the machine's own device, or the stubs where it has none and they are not forbidden. */
final class TestDevice {

    /** System property: {@code forbidden} where a device is to be tested, as tests that pass on stubs would say that it was. */
    static final String STUBS = "setol.test.stubs";

    private TestDevice() {}

    /** False where there is neither: no test of the backends can run. Where stubs are forbidden all run, and fail without a device. */
    static boolean exists() {
        return isReal() || areStubsForbidden() || StubLibraries.canBuild();
    }

    private static boolean areStubsForbidden() {
        return System.getProperty(STUBS, "").equals("forbidden");
    }

    static boolean isReal() {
        return !Cuda.shared().devices().isEmpty();
    }

    static CudaEngine engine() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        static final CudaEngine ENGINE = isReal() ? CudaEngine.shared() : onStubs();
    }

    static CudaEngine onStubs() {
        if (areStubsForbidden()) {
            throw new IllegalStateException(
                    "no device to test: " + Cuda.shared().status());
        }
        return new CudaEngine(Cuda.open(stubs()));
    }

    private static CudaProbe stubs() {
        return new CudaProbe(List.of(StubLibraries.folder()), Map.of(), Files::exists);
    }
}
