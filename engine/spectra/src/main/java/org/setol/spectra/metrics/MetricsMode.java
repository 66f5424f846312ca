package org.setol.spectra.metrics;

import org.setol.spectra.fit.KsDistance;
import org.setol.spectra.fit.MpConvention;

/**
 * Whose numbers are wanted. WeightWatcher 0.7.5.5 has faults that notebooks rely on; a report states which it holds.
 *
 * <table><caption>Where the two differ</caption>
 * <tr><th></th><th>compat</th><th>corrected</th></tr>
 * <tr><td>eigenvalues that are fitted</td><td>&gt; 1e-5</td><td>&gt; 1e-5 lambda_max</td></tr>
 * <tr><td>distance that chooses xmin</td><td>one-sided</td><td>two-sided (see {@link KsDistance})</td></tr>
 * <tr><td>sv_min of several slices</td><td>the largest of the slices' minima</td><td>the smallest</td></tr>
 * <tr><td>detX tail</td><td>grows until its product is &lt; 1, that value included</td><td>|sum ln mu| smallest</td></tr>
 * <tr><td>correlation traps</td><td>above the fitted bulk, as its spikes</td>
 * <td>above what the elements' own variance allows</td></tr>
 * <tr><td>inverse ESD</td><td>of several slices every second is not inverted</td><td>all are; rank loss left out</td></tr>
 * <tr><td>vectors</td><td>all, that of xmin in the bulk</td>
 * <td>without those of the null space, which are arbitrary; that of xmin in the tail</td></tr>
 * <tr><td>intra, sparsified</td><td>by a random matrix of 0 and 1</td><td>by random zeros, as a ReLU's</td></tr>
 * <tr><td>stacked layers</td><td>each column by its own deviation; as many values as the first layer has</td>
 * <td>each layer by its deviation; all values</td></tr>
 * <tr><td>Marchenko-Pastur fit</td><td colspan=2>see {@link MpConvention}</td></tr>
 * <tr><td>fingers clipped</td><td>2 to max_fingers - 1, counted one less</td><td>1 to max_fingers</td></tr>
 * <tr><td>xmin near the peak p</td><td>log10(0.95 p) to 1.5 p</td><td>0.95 p to 1.5 p</td></tr>
 * <tr><td>extended truncated law</td><td>xmin near the peak</td><td>fingers clipped</td></tr>
 * <tr><td>alpha of truncated laws</td><td>&ge; 1</td><td>&ge; 0</td></tr>
 * <tr><td>conv2d_norm of float32 weights</td><td>rounded to float32</td><td>exact</td></tr>
 * </table>
 */
public enum MetricsMode {
    COMPAT,
    CORRECTED;

    /** The same for Marchenko-Pastur fits. */
    public MpConvention mpConvention() {
        return this == COMPAT ? MpConvention.WEIGHTWATCHER : MpConvention.TEXTBOOK;
    }

    /** {@code compat} or {@code corrected}. */
    public String label() {
        return this == COMPAT ? "compat" : "corrected";
    }
}
