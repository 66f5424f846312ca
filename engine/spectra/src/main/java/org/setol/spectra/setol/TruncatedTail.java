package org.setol.spectra.setol;

/**
 * The first two free cumulants of a power law that ends, rho(x) ~ x^-alpha on [low, high] (A.7.6, A.7.8): the paper's
 * Eqn 342 to 352 for alpha = 2, 3, 4 and the same integrals for any alpha. Without an end there are none for alpha
 * &le; 2 (A.7.5).
 *
 * @param kappa1 mean
 * @param kappa2 variance
 */
public record TruncatedTail(double kappa1, double kappa2) {

    /** 0 &lt; low &lt; high. */
    static TruncatedTail of(double alpha, double low, double high) {
        double length = StrictMath.log(high / low);
        double mass = integral(1 - alpha, length);
        double mean = integral(2 - alpha, length) / mass;
        double square = integral(3 - alpha, length) / mass;
        return new TruncatedTail(low * mean, low * low * (square - mean * mean));
    }

    /** Integral of x^(p - 1) from 1 to e^length, (e^(p length) - 1) / p; that is {@code length} for p = 0. */
    private static double integral(double p, double length) {
        return p == 0 ? length : StrictMath.expm1(p * length) / p;
    }
}
