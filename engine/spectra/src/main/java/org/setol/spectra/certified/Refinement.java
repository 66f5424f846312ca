package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalInt;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.PanelBackend;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/**
 * The largest eigenvalues of a float32 result found better, by {@link RitzValues} in the space of their singular vectors. Those of
 * float32 span a space that is off by its rounding; the Ritz values are off by the square of that: with a residual rho, a
 * Ritz value at a distance eta from the rest of the spectrum is below its eigenvalue by at most rho^2 / eta (Mathias 1998, SIAM
 * J. Matrix Anal. Appl. 19(2), theorem 1; Li and Li 2005, Linear Algebra Appl. 395), and never above it (Cauchy).
 *
 * @param from the first of them
 * @param directions n - from rows
 */
record Refinement(int from, Matrix directions) {

    /**
     * The space may have at most this part of all dimensions: at a quarter the multiplications are those of a float64 Gram
     * matrix of four times the rows, without its reduction.
     */
    static final int PART = 4;

    /** The space begins at the widest gap among so many eigenvalues below the first that is sought. */
    static final int MARGIN = 16;

    /**
     * What finds the eigenvalues from one on.
     *
     * @param sum has just found the values
     * @param arena where the directions live
     * @return empty when they are too many, run into those below within the bound, or have no directions
     */
    static Optional<Refinement> from(int first, Uncertainty known, GramSum sum, Arena arena) {
        OptionalInt cut = cut(first, known);
        return cut.isEmpty()
                ? Optional.empty()
                : sum.directions(cut.getAsInt(), arena).map(directions -> new Refinement(cut.getAsInt(), directions));
    }

    private static OptionalInt cut(int first, Uncertainty known) {
        int n = known.low().length;
        double widest = 0;
        OptionalInt cut = OptionalInt.empty();
        for (int i = Math.max(1, Math.max(first - MARGIN, n - most(n))); i <= first; i++) {
            double gap = known.low()[i] - known.high()[i - 1];
            if (gap > widest) {
                widest = gap;
                cut = OptionalInt.of(i);
            }
        }
        return cut;
    }

    /** Dimensions of a space, at most. */
    static int most(int n) {
        return n / PART;
    }

    /** So many eigenvalues are sought. */
    int count() {
        return directions.rows();
    }

    /** The result with better values for the largest; empty when they are not apart from the others, or do not agree with it. */
    Optional<SpectrumResult> of(
            MatrixSource source, SpectrumResult result, MatrixProducts products, PanelBackend backend) {
        Uncertainty known = result.uncertainty().orElseThrow();
        return RitzValues.of(source, directions, products, backend)
                .filter(ritz -> isApart(ritz, known))
                .flatMap(ritz -> merged(result, ritz, known));
    }

    /**
     * By Weyl's theorem the Ritz values and the eigenvalues of the rest, together and in order, are within rho of all
     * eigenvalues: exactly n - from of them lie above the gap when it is wider than 2 rho, and these are the Ritz values if all lie there.
     */
    private boolean isApart(RitzValues ritz, Uncertainty known) {
        double below = known.high()[from - 1] + ritz.residual();
        double above = known.low()[from] - ritz.residual();
        return above > below && ritz.ascending()[0] >= above;
    }

    private Optional<SpectrumResult> merged(SpectrumResult result, RitzValues ritz, Uncertainty known) {
        double rest = known.high()[from - 1] + ritz.residual();
        double[] sigma = new double[count()];
        double[] least = new double[count()];
        double[] most = new double[count()];
        for (int k = 0; k < sigma.length; k++) {
            double value = ritz.ascending()[k];
            sigma[k] = Math.sqrt(value);
            least[k] = value - ritz.rounding();
            most[k] = value + ritz.residual() * (ritz.residual() / (value - rest)) + ritz.rounding();
        }
        return BetterValues.of(result, from, sigma, least, most);
    }
}
