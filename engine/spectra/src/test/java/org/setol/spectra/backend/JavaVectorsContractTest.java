package org.setol.spectra.backend;

final class JavaVectorsContractTest extends VectorBackendContract {

    @Override
    protected VectorBackend backend() {
        return new JavaVectors();
    }
}
