package org.setol.spectra.fit;

/**
 * A law compared with the power law on the same tail (Clauset, Shalizi, Newman 2009, appendix C; Vuong 1989).
 *
 * @param law which
 * @param first its first parameter: exponential rate; mu; beta; alpha
 * @param second its second: none (NaN); sigma; rate; lambda
 * @param ratio log-likelihood ratio R, power law over this one, divided by its standard deviation; for the law that
 *     contains the power law the plain R, never positive
 * @param p probability of a ratio this far from 0 by chance: of its sign being meaningless; small is meaningful
 * @param aic Akaike's criterion, 2 k - 2 ln L, xmin not counted
 */
public record Alternative(Law law, double first, double second, double ratio, double p, double aic) {

    /** Below it the sign of R is taken seriously, as Clauset et al. do. */
    private static final double SIGNIFICANT = 0.1;

    /** The laws. */
    public enum Law {
        EXPONENTIAL("exponential"),
        LOGNORMAL("lognormal"),
        STRETCHED_EXPONENTIAL("stretched_exponential"),
        TRUNCATED_POWER_LAW("truncated_power_law");

        private final String label;

        Law(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** {@code power_law}, the other law's label, or {@code undecided}. */
    public String verdict() {
        if (!(p < SIGNIFICANT)) {
            return "undecided";
        }
        return ratio > 0 ? "power_law" : law.label();
    }
}
