package org.setol.bindings.lapack;

import org.setol.spectra.backend.BackendContract;
import org.setol.spectra.backend.SpectrumBackend;

final class LapackGramContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new LapackGramBackend();
    }

    @Override
    protected boolean computesSquares() {
        return true;
    }
}
