package org.setol.spectra.backend;

final class JavaBackendContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new JavaBackend();
    }
}
