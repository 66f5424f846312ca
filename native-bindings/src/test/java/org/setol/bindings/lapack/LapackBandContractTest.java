package org.setol.bindings.lapack;

import org.setol.spectra.backend.BackendContract;
import org.setol.spectra.backend.SpectrumBackend;

final class LapackBandContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new LapackBandBackend();
    }
}
