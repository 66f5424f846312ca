package org.setol.bindings.lapack;

import org.setol.spectra.backend.VectorBackend;
import org.setol.spectra.backend.VectorBackendContract;

final class LapackGesddVectorsContractTest extends VectorBackendContract {

    @Override
    protected VectorBackend backend() {
        return new LapackGesddVectors();
    }
}
