package org.setol.spectra.fit;

import java.util.function.DoubleUnaryOperator;

/**
 * Nelder and Mead's simplex in one dimension, where it is an interval, step for step as SciPy's {@code fmin} takes them:
 * reflection 1, expansion 2, contraction and shrinkage 1/2, a first step of 5 %, both tolerances 1e-4. WeightWatcher
 * polishes sigma with it, and its stopping point is part of its answer.
 */
final class NelderMead {

    private static final double FIRST_STEP = 0.05;
    private static final double STEP_FROM_ZERO = 0.00025;
    private static final double TOLERANCE = 1e-4;
    private static final int MOST_CALLS = 200;

    private final DoubleUnaryOperator function;
    private int calls;

    private double best;
    private double bestValue;
    private double worst;
    private double worstValue;

    private NelderMead(DoubleUnaryOperator function) {
        this.function = function;
    }

    /** A local minimum near {@code start}; {@code start} itself where the function is flat. */
    static double minimum(DoubleUnaryOperator function, double start) {
        return new NelderMead(function).run(start);
    }

    private double run(double start) {
        best = start;
        bestValue = value(start);
        worst = start == 0 ? STEP_FROM_ZERO : (1 + FIRST_STEP) * start;
        worstValue = value(worst);
        order();
        while (calls < MOST_CALLS && !isConverged()) {
            step();
            order();
        }
        return best;
    }

    private double value(double x) {
        calls++;
        return function.applyAsDouble(x);
    }

    private boolean isConverged() {
        return Math.abs(worst - best) <= TOLERANCE && Math.abs(bestValue - worstValue) <= TOLERANCE;
    }

    private void order() {
        if (worstValue < bestValue) {
            double x = best;
            double f = bestValue;
            replaceBest();
            replaceWorst(x, f);
        }
    }

    private void replaceBest() {
        best = worst;
        bestValue = worstValue;
    }

    private void replaceWorst(double x, double f) {
        worst = x;
        worstValue = f;
    }

    private void step() {
        double reflected = 2 * best - worst;
        double reflectedValue = value(reflected);
        if (reflectedValue < bestValue) {
            expand(reflected, reflectedValue);
        } else if (reflectedValue < worstValue) {
            double outside = 1.5 * best - 0.5 * worst;
            acceptOrShrink(outside, value(outside), reflectedValue, true);
        } else {
            double inside = 0.5 * best + 0.5 * worst;
            acceptOrShrink(inside, value(inside), worstValue, false);
        }
    }

    private void expand(double reflected, double reflectedValue) {
        double expanded = 3 * best - 2 * worst;
        double expandedValue = value(expanded);
        if (expandedValue < reflectedValue) {
            replaceWorst(expanded, expandedValue);
        } else {
            replaceWorst(reflected, reflectedValue);
        }
    }

    /** SciPy accepts an equal value outside, not inside. */
    private void acceptOrShrink(double contracted, double f, double limit, boolean orEqual) {
        if (f < limit || (orEqual && f == limit)) {
            replaceWorst(contracted, f);
        } else {
            worst = best + 0.5 * (worst - best);
            worstValue = value(worst);
        }
    }
}
