package org.setol.spectra.metrics;

import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.source.RowSource;

/**
 * The uncentred linear CKA of two matrices of one shape, ||A'B||_F / sqrt(||A'A||_F ||B'B||_F): 1 when the columns of one
 * are an orthogonal map and a multiple of those of the other, 0 when they are orthogonal to them (Kornblith et al. 2019,
 * ICML, without their centring; WeightWatcher's {@code cka}).
 */
public final class Alikeness {

    /** WeightWatcher's: a smaller denominator is raised by as much. */
    private static final double GUARD = 1e-6;

    /** Below, products of rows would leave too few digits: their relative error is that of the columns', over twice its square. */
    private static final double LEAST_BY_ROWS = 0.125;

    /** Most memory that {@link #of} holds, whatever the size. */
    public static final long BYTES = CrossProduct.BYTES;

    private Alikeness() {}

    /**
     * Of two matrices of finite elements.
     *
     * @param mode compat raises denominators below 1e-6 by as much, so that zero matrices have 0; corrected does not:
     *     there a zero matrix has NaN
     * @param products what multiplies
     * @return within [0, 1] up to rounding: relative error a few tens of eps64 max(rows, cols). Cost: 4 max min^2 operations for rows
     *     cols, half of that where there are more columns, but 2 rows cols^2 more where that is below an eighth
     */
    public static double of(RowSource a, RowSource b, MetricsMode mode, MatrixProducts products) {
        try (CrossProduct tiles = CrossProduct.of(products, Math.max(a.rows(), a.cols()))) {
            if (a.cols() <= a.rows()) {
                return ratio(tiles.norm(a, b), tiles.norm(a, a), tiles.norm(b, b), mode);
            }
            CrossProduct.Norms norms = tiles.byRows(a, b);
            boolean few = norms.cross() < LEAST_BY_ROWS * Math.sqrt(norms.left()) * Math.sqrt(norms.right());
            return ratio(few ? tiles.norm(a, b) : norms.cross(), norms.left(), norms.right(), mode);
        }
    }

    private static double ratio(double cross, double left, double right, MetricsMode mode) {
        double norms = Math.sqrt(left) * Math.sqrt(right);
        boolean guarded = mode == MetricsMode.COMPAT && norms < GUARD;
        return cross / (guarded ? norms + GUARD : norms);
    }
}
