package org.setol.bindings.lapack;

import org.setol.spectra.backend.BackendContract;
import org.setol.spectra.backend.SpectrumBackend;

final class LapackGesvdContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new LapackGesvdBackend();
    }
}
