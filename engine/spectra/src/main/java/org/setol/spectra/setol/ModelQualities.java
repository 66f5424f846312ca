package org.setol.spectra.setol;

import java.util.Optional;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.freeprob.BoundedPowerLaw;
import org.setol.spectra.freeprob.RModel;
import org.setol.spectra.freeprob.RealOutcome;
import org.setol.spectra.freeprob.RealValue;
import org.setol.spectra.freeprob.Undefined;
import org.setol.spectra.kernels.Kernels;

/**
 * Log qualities of the models of R(z) (5.4, Table 9), natural logarithms, NaN without a power law where one is needed.
 * They are leading orders that the paper simplifies differently from model to model, some of Q and some of Q^2 (see the
 * {@link RModel}s), so each is to be compared between layers, not with the others.
 *
 * @param discrete ln sum mu (Eqn 144)
 * @param freeCauchy ln mu_max (Eqn 149)
 * @param inverseMp 2 alpha (ln mu_max - ln mu_min) with the fitted alpha. By Eqn 152, Q^2 is about kappa times the
 *     bracket, and the text below the table has 0.5 ln mu_max; the table is followed
 * @param levyWigner (alpha - 1) ln mu_max (Eqn 157). The model is one of alpha &lt; 2; like Table 9 this is formally
 *     extended to all
 * @param boundedPowerLaw half the logarithm of the largest term of Q^2, the integral of R over the whole tail; Table 9 has
 *     no line for it
 */
public record ModelQualities(
        double discrete, double freeCauchy, double inverseMp, double levyWigner, double boundedPowerLaw) {

    /**
     * Computes all of them.
     *
     * @param ecs eigenvalues of the effective correlation space, mean of the whole spectrum 1, ascending, at least one
     * @param fit the power law
     * @param law the same with both ends, on its tail
     */
    static ModelQualities of(double[] ecs, Optional<TailFit> fit, Optional<BoundedPowerLaw> law) {
        double logMin = StrictMath.log(ecs[0]);
        double logMax = StrictMath.log(ecs[ecs.length - 1]);
        double alpha = fit.map(TailFit::alpha).orElse(Double.NaN);
        return new ModelQualities(
                StrictMath.log(Kernels.sum(ecs)),
                logMax,
                2 * alpha * (logMax - logMin),
                (alpha - 1) * logMax,
                law.map(found -> 0.5 * StrictMath.log(value(found.integral(found.lowest(), found.highest()))))
                        .orElse(Double.NaN));
    }

    private static double value(RealOutcome outcome) {
        return switch (outcome) {
            case RealValue number -> number.value();
            case Undefined ignored -> Double.NaN;
        };
    }
}
