package org.setol.bindings.cuda;

import org.junit.jupiter.api.condition.EnabledIf;
import org.setol.spectra.backend.BackendContract;
import org.setol.spectra.backend.SpectrumBackend;

@EnabledIf(value = "org.setol.bindings.cuda.StubLibraries#canBuild", disabledReason = "no gcc to build stub libraries with")
final class CudaGesvdjContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new CudaGesvdjBackend(StubLibraries::engine);
    }
}
