package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.setol.spectra.matrix.Matrix;

/**
 * A backend for panels that puts them together again and has the whole matrix decomposed by {@link JavaBackend}: what comes out
 * is that backend's answer to the bit when every panel has come once, in its place.
 */
public final class Reassembling implements PanelBackend {

    private final JavaBackend whole = new JavaBackend();
    private final List<Integer> exponents = new ArrayList<>();
    private final List<String> panels = new ArrayList<>();

    /** Of every sum that was begun. */
    List<Integer> exponents() {
        return exponents;
    }

    /** Shapes of all panels that were added. */
    List<String> panels() {
        return panels;
    }

    @Override
    public String name() {
        return "reassembling";
    }

    @Override
    public BackendStatus status() {
        return whole.status();
    }

    @Override
    public boolean accepts(SpectrumRequest request) {
        return whole.accepts(request);
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        return 1000;
    }

    @Override
    public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
        return whole.singularValues(a, request);
    }

    @Override
    public double noiseFloor(SpectrumRequest request) {
        return whole.noiseFloor(request);
    }

    @Override
    public GramSum begin(SpectrumRequest request, int exponent) {
        exponents.add(exponent);
        return new Sum(request, exponent);
    }

    private final class Sum implements GramSum {

        private final Arena arena = Arena.ofConfined();
        private final SpectrumRequest request;
        private final int exponent;
        private final Matrix all;
        private int filled;

        Sum(SpectrumRequest request, int exponent) {
            this.request = request;
            this.exponent = exponent;
            this.all = Matrix.allocate(arena, request.rows(), request.cols(), request.precision());
        }

        @Override
        public void add(Matrix panel) {
            boolean tall = request.rows() >= request.cols();
            panels.add(panel.rows() + " x " + panel.cols());
            for (int i = 0; i < panel.rows(); i++) {
                for (int j = 0; j < panel.cols(); j++) {
                    double value = Math.scalb(panel.get(i, j), exponent);
                    all.set(tall ? filled + i : i, tall ? j : filled + j, value);
                    panel.set(i, j, Double.NaN);
                }
            }
            filled += tall ? panel.rows() : panel.cols();
        }

        @Override
        public SpectrumOutcome singularValues() {
            SpectrumResult result = (SpectrumResult) whole.singularValues(all, request);
            double[] values = result.singularValues();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.scalb(values[i], -exponent);
            }
            return SpectrumResult.unchecked(values, name(), "again", request);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
