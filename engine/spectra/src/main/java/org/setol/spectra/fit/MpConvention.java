package org.setol.spectra.fit;

/**
 * Whose Marchenko-Pastur fit.
 *
 * <table><caption>Where the two differ</caption>
 * <tr><th></th><th>WEIGHTWATCHER</th><th>TEXTBOOK</th></tr>
 * <tr><td>quarter circle (Q = 1)</td><td>sqrt(4 - x^2) / (pi s^2)</td><td>sqrt(4 s^2 - x^2) / (pi s^2)</td></tr>
 * <tr><td>what is a spike</td><td>mu &gt; b + sqrt(Q^-1/2 b^(2/3) M^(-2/3))</td>
 * <td>mu above Johnstone's centre by a quantile of TW1, see {@link TracyWidom}</td></tr>
 * </table>
 */
public enum MpConvention {
    WEIGHTWATCHER,
    TEXTBOOK
}
