package org.setol.spectra.fit;

/**
 * Maximum likelihood in a {@link TiltedExponential} family with a &ge; a lower bound and b &ge; 0. The negative
 * log-likelihood is convex, so Newton's method with a line search finds the one optimum from any start; where it lies on
 * the edge b = 0 (the pure power law) is known beforehand from the gradient there.
 */
final class TiltedFit {

    private static final int MOST_STEPS = 200;
    private static final int MOST_HALVINGS = 50;

    /**
     * Newton decrement (twice the log-likelihood per datum still to be gained) below which one more step, unchecked because
     * rounding would blur the check, squares the error away.
     */
    private static final double CONVERGED = 1e-13;

    private static final double ARMIJO = 1e-4;

    /** b goes down by at most this factor a step. */
    private static final double SHRINK = 0.05;

    private final TiltedExponential family;
    private final TiltedExponential.Shape shape;
    private final double lowestA;

    /** The optimum last found. */
    double a;

    double b;

    /** Negative log-likelihood per datum, as a density of u. */
    double objective;

    private double gradientA;
    private double gradientB;
    private double stepA;
    private double stepB;

    /**
     * For many fits one after another.
     *
     * @param lowestA lower bound of a, at most 0; may be -infinity
     */
    TiltedFit(TiltedExponential.Shape shape, double lowestA) {
        this.family = new TiltedExponential(shape);
        this.shape = shape;
        this.lowestA = lowestA;
    }

    /** From a start of its own. */
    void fit(double meanU, double meanH) {
        fit(meanU, meanH, Math.max(lowestA, 0.5 / meanU), 0.5 / meanH);
    }

    /**
     * Finds the optimum and leaves it in the fields.
     *
     * @param meanU mean of u over the data, positive
     * @param meanH mean of h(u)
     * @param startA where to start, within the bounds
     * @param startB positive
     */
    void fit(double meanU, double meanH, double startA, double startB) {
        if (isPurePowerLaw(meanU, meanH)) {
            a = 1 / meanU;
            b = 0;
            objective = 1 + Math.log(meanU);
            return;
        }
        a = Math.max(lowestA, startA);
        b = startB;
        objective = evaluate(meanU, meanH, a, b);
        for (int step = 0; step < MOST_STEPS && improve(meanU, meanH); step++) {}
    }

    /** Whether the likelihood falls with b already at b = 0. */
    private boolean isPurePowerLaw(double meanU, double meanH) {
        double rate = 1 / meanU;
        if (shape == TiltedExponential.Shape.GAUSSIAN) {
            return meanH >= 2 / (rate * rate);
        }
        return rate > 1 && meanH >= 1 / (rate - 1);
    }

    private double evaluate(double meanU, double meanH, double toA, double toB) {
        family.moments(toA, toB);
        return toA * meanU + toB * meanH + family.logNorm;
    }

    /** One Newton step, within the bounds; false when there is nothing left to gain. */
    private boolean improve(double meanU, double meanH) {
        gradientA = meanU - family.meanU;
        gradientB = meanH - family.meanH;
        chooseStep(lowestA - a, (SHRINK - 1) * b);
        double slope = gradientA * stepA + gradientB * stepB;
        if (!(-slope > CONVERGED)) {
            a = Math.max(lowestA, a + stepA);
            b += stepB;
            objective = evaluate(meanU, meanH, a, b);
            return false;
        }
        return search(meanU, meanH, slope);
    }

    /** Minimises the quadratic model over steps not below the two given (at most 0). */
    private void chooseStep(double lowestStepA, double lowestStepB) {
        double determinant = family.varU * family.varH - family.covariance * family.covariance;
        stepA = -(family.varH * gradientA - family.covariance * gradientB) / determinant;
        stepB = -(family.varU * gradientB - family.covariance * gradientA) / determinant;
        if (determinant > 0 && stepA >= lowestStepA && stepB >= lowestStepB) {
            return;
        }
        double edgeA = Math.max(lowestStepA, -(gradientA + family.covariance * lowestStepB) / family.varU);
        double edgeB = Math.max(lowestStepB, -(gradientB + family.covariance * lowestStepA) / family.varH);
        boolean onEdgeOfB = !(model(lowestStepA, edgeB) < model(edgeA, lowestStepB));
        stepA = onEdgeOfB ? edgeA : lowestStepA;
        stepB = onEdgeOfB ? lowestStepB : edgeB;
    }

    private double model(double da, double db) {
        double curvature = family.varU * da * da + 2 * family.covariance * da * db + family.varH * db * db;
        return gradientA * da + gradientB * db + curvature / 2;
    }

    private boolean search(double meanU, double meanH, double slope) {
        double fromA = a;
        double fromB = b;
        double before = objective;
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            a = Math.max(lowestA, fromA + length * stepA);
            b = fromB + length * stepB;
            objective = evaluate(meanU, meanH, a, b);
            if (objective <= before + ARMIJO * length * slope) {
                return true;
            }
            length /= 2;
        }
        // Rounding: as good as it gets.
        a = fromA;
        b = fromB;
        objective = before;
        return false;
    }
}
