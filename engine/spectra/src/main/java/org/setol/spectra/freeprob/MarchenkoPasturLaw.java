package org.setol.spectra.freeprob;

/**
 * The Marchenko-Pastur law of an N x M matrix of independent elements, X = W'W / N, for reference: R(z) = s2 / (1 - s2 z /
 * Q), all free cumulants s2^k / Q^(k-1).
 *
 * @param variance s2 of the elements, positive
 * @param aspectRatio Q = N / M, at least 1
 */
public record MarchenkoPasturLaw(double variance, double aspectRatio) implements RModel, ContinuousLaw {

    public MarchenkoPasturLaw {
        Ranges.requirePositive("variance", variance);
        if (!(aspectRatio >= 1) || Double.isInfinite(aspectRatio)) {
            throw new IllegalArgumentException("Q = " + aspectRatio + ", expected at least 1");
        }
    }

    @Override
    public String label() {
        return "Marchenko-Pastur";
    }

    /** kappa_k. */
    public double freeCumulant(int k) {
        return variance * Math.pow(variance / aspectRatio, k - 1);
    }

    @Override
    public ComplexOutcome r(Complex z) {
        if (z.im() == 0 && z.re() == pole()) {
            return new Undefined("the Marchenko-Pastur R has its pole at Q / s2 = " + pole());
        }
        return Complex.ONE.minus(z.times(1 / pole())).inverse().times(variance);
    }

    private double pole() {
        return aspectRatio / variance;
    }

    /** -Q ln((1 - s2 mu / Q) / (1 - s2 mu_min / Q)), on one side of the pole. */
    @Override
    public RealOutcome integral(double from, double to) {
        Ranges.requireInterval(from, to);
        if (from <= pole() && to >= pole()) {
            return new Undefined(
                    "the pole of the Marchenko-Pastur R, Q / s2 = " + pole() + ", lies between " + from + " and " + to);
        }
        return new RealValue(-aspectRatio * Math.log((pole() - to) / (pole() - from)));
    }

    @Override
    public RealOutcome logQuality(double muMin, double muMax) {
        return new Undefined("Table 9 has no Marchenko-Pastur model: a random layer has learned nothing");
    }

    private MpArc arc() {
        double q = 1 / aspectRatio;
        return new MpArc(1 + q, 2 * Math.sqrt(q), 1 - q);
    }

    @Override
    public double density(double x) {
        return x <= 0 ? 0 : arc().density(x / variance) / variance;
    }

    @Override
    public double cdf(double x) {
        MpArc arc = arc();
        return arc.mass(arc.angle(x / variance));
    }

    @Override
    public double quantile(double p) {
        MpArc arc = arc();
        return variance * arc.position(arc.angleOf(p));
    }
}
