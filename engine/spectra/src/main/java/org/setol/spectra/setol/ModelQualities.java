package org.setol.spectra.setol;

import java.util.Optional;
import org.setol.spectra.fit.TailFit;

/**
 * Log qualities of the models of R(z) (5.4, Table 9), natural logarithms, NaN without a power law where one is needed.
 * They are leading orders that the paper simplifies differently from model to model, so each is to be compared between
 * layers, not with the others.
 *
 * @param discrete ln sum mu, Q being the sum (Eqn 144; Table 8 divides R by M~, Eqn 141 does not and is followed)
 * @param freeCauchy ln mu_max (Eqn 149, with a = 1)
 * @param inverseMp 2 alpha (ln mu_max - ln mu_min), Table 9's. By Eqn 152, Q^2 itself is about kappa times the bracket, and
 *     the text below the table has 0.5 ln mu_max; the table is followed
 * @param levyWigner (alpha - 1) ln mu_max (Eqn 157, of Q^2; Eqn 154 should read b / (alpha - 1) lambda^(alpha - 1), and b
 *     before Eqn 155 alpha - 1). Meant for alpha &lt; 2, given for all
 * @param truncatedPowerLaw ln sqrt(sum G) over the power law's tail, G the integral of R = kappa_1 + kappa_2 z from its
 *     start (Eqn 131, 132); Table 9 has no line for it
 */
public record ModelQualities(
        double discrete, double freeCauchy, double inverseMp, double levyWigner, double truncatedPowerLaw) {

    /**
     * Computes all of them.
     *
     * @param ecs eigenvalues of the effective correlation space, mean of the whole spectrum 1, ascending, at least one
     * @param fit the power law
     * @param law its truncated form on its tail
     * @param tail the eigenvalues of that tail
     */
    static ModelQualities of(double[] ecs, Optional<TailFit> fit, Optional<TruncatedTail> law, double[] tail) {
        double logMax = StrictMath.log(ecs[ecs.length - 1]);
        double logMin = StrictMath.log(ecs[0]);
        double alpha = fit.map(TailFit::alpha).orElse(Double.NaN);
        double sum = 0;
        for (double mu : ecs) {
            sum += mu;
        }
        return new ModelQualities(
                StrictMath.log(sum),
                logMax,
                2 * alpha * (logMax - logMin),
                (alpha - 1) * logMax,
                law.map(found -> 0.5 * StrictMath.log(squared(found, tail))).orElse(Double.NaN));
    }

    private static double squared(TruncatedTail law, double[] tail) {
        double start = tail[0];
        double sum = 0;
        for (double mu : tail) {
            sum += law.kappa1() * (mu - start) + law.kappa2() * (mu * mu - start * start) / 2;
        }
        return sum;
    }
}
