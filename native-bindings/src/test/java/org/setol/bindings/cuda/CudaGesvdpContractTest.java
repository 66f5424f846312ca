package org.setol.bindings.cuda;

import org.junit.jupiter.api.condition.EnabledIf;
import org.setol.spectra.backend.BackendContract;
import org.setol.spectra.backend.SpectrumBackend;

@EnabledIf(
        value = "org.setol.bindings.cuda.TestDevice#exists",
        disabledReason = "neither a device nor gcc to build stubs with")
final class CudaGesvdpContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new CudaGesvdpBackend(TestDevice::engine);
    }
}
