package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;

/** A Gram matrix added up by BLAS {@code syrk}, panel by panel, and decomposed by {@link LapackGramBackend}. */
final class LapackGramSum implements GramSum {

    private final LapackGramBackend backend;
    private final SpectrumRequest request;
    private final int exponent;
    private final Arena arena = Arena.ofConfined();
    private final Workspace workspace;
    private final Routines routines;
    private final MemorySegment gram;

    LapackGramSum(LapackGramBackend backend, SpectrumRequest request, int exponent) {
        this.backend = backend;
        this.request = request;
        this.exponent = exponent;
        this.workspace = new Workspace(arena, request.precision());
        this.routines = Routines.of(request.precision());
        this.gram = workspace.numbers((long) request.rank() * request.rank());
    }

    @Override
    public void add(Matrix panel) {
        boolean tall = request.rows() >= request.cols();
        int n = tall ? panel.cols() : panel.rows();
        int k = tall ? panel.rows() : panel.cols();
        if (n != request.rank() || panel.precision() != request.precision()) {
            throw new IllegalArgumentException("panel is " + panel.rows() + " x " + panel.cols() + " "
                    + panel.precision().label() + ", request " + request);
        }
        BlasThreads.with(request.threads(), () -> {
            LapackGramBackend.multiplyByPower(panel, routines, exponent);
            // Column-major, the panel is its transpose: see LapackGramBackend.formGram.
            routines.syrk(!tall, n, k, panel.segment(), panel.cols(), 1, gram);
            return gram;
        });
    }

    @Override
    public SpectrumOutcome singularValues() {
        return BlasThreads.with(request.threads(), () -> backend.fromGram(gram, exponent, request, workspace));
    }

    @Override
    public void close() {
        arena.close();
    }
}
