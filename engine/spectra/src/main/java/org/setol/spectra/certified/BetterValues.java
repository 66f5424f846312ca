package org.setol.spectra.certified;

import java.util.Optional;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;

/** A result some of whose values have been found better by another way. */
final class BetterValues {

    private BetterValues() {}

    /**
     * With other values from the {@code from}-th on. By Weyl's theorem each must lie within the interval of the one it replaces:
     * when one was missed, as a rule one does not. The others are kept in order.
     *
     * @param sigma singular values, ascending
     * @param least their squares are at least this
     * @param most and at most this
     * @return empty when the two do not agree
     */
    static Optional<SpectrumResult> of(SpectrumResult result, int from, double[] sigma, double[] least, double[] most) {
        Uncertainty known = result.uncertainty().orElseThrow();
        double[] values = result.singularValues().clone();
        for (int k = 0; k < sigma.length; k++) {
            double eigenvalue = sigma[k] * sigma[k];
            if (!(eigenvalue >= known.low()[from + k] && eigenvalue <= known.high()[from + k])) {
                return Optional.empty();
            }
            values[from + k] = sigma[k];
        }
        for (int i = 1; i < values.length; i++) {
            values[i] = Math.max(values[i - 1], values[i]);
        }
        return known.narrowed(from, least, most).map(found -> result.withValues(values, found));
    }
}
