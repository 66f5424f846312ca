package org.setol.bindings.cuda;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What the tests of this process compute on: the machine's own device, or the stubs where it has none. */
final class TestDevice {

    private TestDevice() {}

    /** False where there is neither: no test of the backends can run. */
    static boolean exists() {
        return isReal() || StubLibraries.canBuild();
    }

    static boolean isReal() {
        return !Cuda.shared().devices().isEmpty();
    }

    static CudaEngine engine() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        static final CudaEngine ENGINE = isReal() ? CudaEngine.shared() : new CudaEngine(Cuda.open(stubs()));
    }

    private static CudaProbe stubs() {
        return new CudaProbe(List.of(StubLibraries.folder()), Map.of(), Files::exists);
    }
}
