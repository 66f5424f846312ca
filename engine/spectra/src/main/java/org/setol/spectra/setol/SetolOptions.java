package org.setol.spectra.setol;

import org.setol.spectra.freeprob.MomentConvention;
import org.setol.spectra.freeprob.Moments;

/**
 * How the SETOL numbers are computed. Immutable; start from {@link #DEFAULTS}.
 *
 * @param rule which eigenvalues the quality is computed on
 * @param moments what a moment is
 * @param order K: how many free cumulants, 1 to {@value Moments#MAX_ORDER}
 * @param alphaTolerance how far alpha may be from 2 in an ideal layer
 * @param deltaTolerance how far delta_lambda_min may be from 0 in an ideal layer, in units of the mean eigenvalue
 */
public record SetolOptions(
        EcsRule rule, MomentConvention moments, int order, double alphaTolerance, double deltaTolerance) {

    /**
     * The ERG rule, free probability's moments, all orders. Tolerances: 0.1, the standard error of alpha = 2 on a tail of
     * 100; 0.05 of the mean eigenvalue, a seventh of the 1/e at which an ideal tail starts, which is about what the choice
     * of xmin leaves open.
     */
    public static final SetolOptions DEFAULTS =
            new SetolOptions(EcsRule.ERG, MomentConvention.MEAN, Moments.MAX_ORDER, 0.1, 0.05);

    public SetolOptions {
        if (order < 1 || order > Moments.MAX_ORDER) {
            throw new IllegalArgumentException(
                    "the order must be between 1 and " + Moments.MAX_ORDER + ", not " + order);
        }
        requireTolerance("alpha", alphaTolerance);
        requireTolerance("delta_lambda_min", deltaTolerance);
    }

    private static void requireTolerance(String what, double tolerance) {
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException(
                    "the tolerance of " + what + " must be finite and not negative, is " + tolerance);
        }
    }

    public SetolOptions withRule(EcsRule changed) {
        return new SetolOptions(changed, moments, order, alphaTolerance, deltaTolerance);
    }

    public SetolOptions withMoments(MomentConvention changed) {
        return new SetolOptions(rule, changed, order, alphaTolerance, deltaTolerance);
    }

    public SetolOptions withOrder(int changed) {
        return new SetolOptions(rule, moments, changed, alphaTolerance, deltaTolerance);
    }

    public SetolOptions withTolerances(double alpha, double delta) {
        return new SetolOptions(rule, moments, order, alpha, delta);
    }
}
