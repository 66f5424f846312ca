package org.setol.spectra.freeprob;

import org.setol.spectra.kernels.Kernels;

/**
 * The tail as spikes without structure: R(z) = sum mu_i (Eqn 141, each spike an R of its own). Table 8 has (1/M~) sum mu_i;
 * that the quality is the sum (Eqn 144) goes with Eqn 141, which is taken here. As a distribution a constant R is one
 * eigenvalue at that constant, not the spikes: the free cumulants of {@link FreeCumulants} are theirs.
 *
 * @param sum of the spikes, positive
 */
public record DiscreteModel(double sum) implements RModel {

    public DiscreteModel {
        Ranges.requirePositive("the sum of the spikes", sum);
    }

    /** Of so many spikes. */
    public static DiscreteModel of(double[] spikes) {
        return new DiscreteModel(Kernels.sum(spikes));
    }

    @Override
    public String label() {
        return "discrete";
    }

    @Override
    public ComplexOutcome r(Complex z) {
        return Complex.real(sum);
    }

    /** (sum mu)(mu - mu_min), Eqn 142. */
    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        return new RealValue(sum * (to - from));
    }

    /** ln sum mu (Eqn 144, with mu_min put to 0). */
    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return new RealValue(Math.log(sum));
    }
}
