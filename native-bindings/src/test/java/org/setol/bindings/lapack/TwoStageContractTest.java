package org.setol.bindings.lapack;

import org.setol.spectra.backend.BackendContract;
import org.setol.spectra.backend.SpectrumBackend;

/** The two-stage reduction for every side, however small. */
final class TwoStageContractTest extends BackendContract {

    @Override
    protected SpectrumBackend backend() {
        return new LapackGramBackend((n, threads) -> new TwoStageEigenvalues(threads));
    }

    @Override
    protected boolean computesSquares() {
        return true;
    }
}
