package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.backend.PanelBackend;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * The eigenvalues of G, the Gram matrix of A on its shorter side, within a space of k dimensions: those of B G B' for a basis B
 * with orthonormal rows, and how far the space is from being invariant. In float64, in one pass over the weights, a panel at a
 * time. 4 N n k operations and a Gram matrix of N x k.
 *
 * @param ascending Ritz values
 * @param residual at least ||G B' - B' (B G B')||_2
 * @param rounding most that either is wrong by rounding
 */
record RitzValues(double[] ascending, double residual, double rounding) {

    /** Most bytes held, pages of the weights that are being read among them. */
    static long bytes(MatrixSource source, long k, PanelBackend backend) {
        LongPanels panels = new LongPanels(source, Precision.FLOAT64);
        long n = panels.shorter();
        return panels.bytes()
                + (panels.length() * k + 2 * k * n + 2 * k * k) * Double.BYTES
                + OrthonormalRows.bytes(k, n)
                + backend.workspaceBytes(request(source, (int) k));
    }

    private static SpectrumRequest request(MatrixSource source, int k) {
        return new SpectrumRequest(Math.max(source.rows(), source.cols()), k, Precision.FLOAT64, 1);
    }

    /**
     * Of the space of some directions.
     *
     * @param directions k x n, rows that are orthonormal to about float32
     * @param backend adds up the Gram matrix of N x k
     * @return empty when the directions are far from orthonormal, or the values cannot be found
     */
    static Optional<RitzValues> of(
            MatrixSource source, Matrix directions, MatrixProducts products, PanelBackend backend) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix wide = Matrix.allocate(arena, directions.rows(), directions.cols(), Precision.FLOAT64);
            Kernels.widen(directions.precision().elementType(), directions.segment(), 0, 1, wide, 0, directions.size());
            return OrthonormalRows.of(wide, products)
                    .flatMap(basis -> new Pass(source, basis, products, arena).values(backend));
        }
    }

    /** One pass over the weights. */
    private static final class Pass {

        private final MatrixSource source;
        private final OrthonormalRows basis;
        private final MatrixProducts products;
        private final Arena arena;
        private final LongPanels panels;
        private final int k;
        private final Matrix image;

        Pass(MatrixSource source, OrthonormalRows basis, MatrixProducts products, Arena arena) {
            this.source = source;
            this.basis = basis;
            this.products = products;
            this.arena = arena;
            this.panels = new LongPanels(source, Precision.FLOAT64);
            this.k = basis.rows().rows();
            this.image = Matrix.allocate(arena, k, basis.rows().cols(), Precision.FLOAT64);
        }

        Optional<RitzValues> values(PanelBackend backend) {
            try (GramSum sum = backend.begin(request(source, k), 0)) {
                Matrix product = Matrix.allocate(arena, panels.length(), k, Precision.FLOAT64);
                panels.forEach(arena, panel -> add(panel, product, sum));
                return sum.singularValues() instanceof SpectrumResult found
                        ? Optional.of(values(found.singularValues()))
                        : Optional.empty();
            }
        }

        private RitzValues values(double[] sigma) {
            double[] ascending = Arrays.stream(sigma).map(s -> s * s).toArray();
            double terms = (source.rows() + (double) source.cols()) * Precision.FLOAT64.epsilon();
            double rounding = (terms + basis.defect()) * ascending[k - 1];
            return new RitzValues(ascending, residual() + rounding, rounding);
        }

        /** Of a panel P, whose rows are of the shorter side's length: Y = P B', to the image Y' P, to the Gram matrix Y' Y. */
        private void add(Matrix panel, Matrix memory, GramSum sum) {
            Factor rows = panels.isTall() ? Factor.of(panel) : Factor.transposeOf(panel);
            Matrix product = memory.firstRows(rows.rows());
            products.multiply(1, rows, Factor.transposeOf(basis.rows()), 0, product);
            products.multiply(1, Factor.transposeOf(product), rows, 1, image);
            sum.add(product);
        }

        /** Of R = B G - (B G B') B a bound of the largest singular value: (trace (R R')^4)^(1/8). */
        private double residual() {
            Matrix one = Matrix.allocate(arena, k, k, Precision.FLOAT64);
            Matrix other = Matrix.allocate(arena, k, k, Precision.FLOAT64);
            products.multiply(1, Factor.of(image), Factor.transposeOf(basis.rows()), 0, one);
            products.multiply(-1, Factor.of(one), Factor.of(basis.rows()), 1, image);
            products.multiply(1, Factor.of(image), Factor.transposeOf(image), 0, one);
            products.multiply(1, Factor.of(one), Factor.of(one), 0, other);
            return WeightScan.of(other) instanceof FrobeniusNorm norm ? Math.sqrt(Math.sqrt(norm.value())) : Double.NaN;
        }
    }
}
