package org.setol.spectra.setol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.fit.TailOutcome;
import org.setol.spectra.freeprob.BoundedPowerLaw;
import org.setol.spectra.freeprob.InverseMpLikelihood;
import org.setol.spectra.freeprob.InverseMpOutcome;
import org.setol.spectra.freeprob.Undefined;
import org.setol.spectra.kernels.Kernels;

/**
 * What SETOL reads from one spectrum. Lengths are in units of the mean eigenvalue.
 *
 * @param options how
 * @param erg the effective correlation space by the ERG condition
 * @param powerLaw that by the power law, when there is one
 * @param ideal whether alpha is 2 and both spaces are the same, within the tolerances (3.2); empty without a power law
 * @param phase of training
 * @param ecs the space that the rest is about, one of the two
 * @param standardised quality on eigenvalues made mean 0 and standard deviation 1, as 5.5 says; empty without an ECS and
 *     where its eigenvalues are equal
 * @param plain quality on the eigenvalues as they are
 * @param models log qualities of the models of R
 * @param bounded the power law with both ends, on its tail
 * @param imp the inverse Marchenko-Pastur law fitted to the ECS, or why there is none (5.4.5 calls kappa adjustable and
 *     gives no way to find it; here it is the likeliest)
 */
public record SetolReading(
        SetolOptions options,
        Cut erg,
        Optional<Cut> powerLaw,
        Optional<Boolean> ideal,
        PhaseVerdict phase,
        Optional<Cut> ecs,
        Optional<QualitySeries> standardised,
        Optional<QualitySeries> plain,
        Optional<ModelQualities> models,
        Optional<BoundedPowerLaw> bounded,
        Optional<InverseMpOutcome> imp) {

    /** A layer with alpha of 2 is ideal. */
    private static final double IDEAL_ALPHA = 2;

    /**
     * Reads a spectrum. O(n), but for the quality (O(M~ K + K^3), K = 64) and the inverse Marchenko-Pastur fit (110 passes
     * over the ECS).
     *
     * @param lambda eigenvalues, ascending, non-negative, of finite positive sum
     * @param rows N, the longer side of each matrix
     * @param cols M, the shorter side
     * @param tail what was fitted to the tail
     */
    public static SetolReading of(double[] lambda, int rows, int cols, TailOutcome tail, SetolOptions options) {
        NormalisedSpectrum spectrum = NormalisedSpectrum.of(lambda);
        Optional<TailFit> fit = tail instanceof TailFit found ? Optional.of(found) : Optional.empty();
        Cut erg = Cut.erg(spectrum);
        Optional<Cut> powerLaw = fit.flatMap(found -> Cut.from(spectrum, found.xmin() * spectrum.scale()));
        Optional<Cut> ecs = options.rule() == EcsRule.ERG ? Optional.of(erg) : powerLaw;
        Optional<double[]> kept = ecs.map(cut -> spectrum.top(cut.size()));
        Optional<BoundedPowerLaw> bounded = tail instanceof PowerLawFit law
                ? powerLaw.filter(cut -> cut.lambdaMin() < spectrum.largest())
                        .map(cut -> new BoundedPowerLaw(law.alpha(), cut.lambdaMin(), spectrum.largest()))
                : Optional.empty();
        return new SetolReading(
                options,
                erg,
                powerLaw,
                powerLaw.flatMap(cut -> fit.map(found -> isIdeal(found, cut.lambdaMin() - erg.lambdaMin(), options))),
                PhaseVerdict.of(lambda, rows, cols, tail),
                ecs,
                kept.filter(SetolReading::varies)
                        .map(x -> QualitySeries.of(standardise(x), options.order(), options.moments())),
                kept.map(x -> QualitySeries.of(x, options.order(), options.moments())),
                kept.map(x -> ModelQualities.of(x, fit, bounded)),
                bounded,
                kept.map(x -> InverseMpLikelihood.fit(x, x[0])));
    }

    private static boolean isIdeal(TailFit fit, double delta, SetolOptions options) {
        return Math.abs(fit.alpha() - IDEAL_ALPHA) <= options.alphaTolerance()
                && Math.abs(delta) <= options.deltaTolerance();
    }

    private static boolean varies(double[] ascending) {
        return ascending[0] < ascending[ascending.length - 1];
    }

    /**
     * Mean 0 and variance 1, the variance being the mean of squares, so that m_2 = 1. (The paper lets the matrix be "mean-
     * centered and normalized by its standard deviation"; of the eigenvalues is what gives kappa_1 = 0.)
     */
    private static double[] standardise(double[] x) {
        double mean = Kernels.sum(x) / x.length;
        double[] centred = new double[x.length];
        double[] squares = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            centred[i] = x[i] - mean;
            squares[i] = centred[i] * centred[i];
        }
        double deviation = Math.sqrt(Kernels.sum(squares) / x.length);
        for (int i = 0; i < x.length; i++) {
            centred[i] /= deviation;
        }
        return centred;
    }

    /** mu_PL_min - mu_ERG_min (Eqn 164; 5.2.4 has the other sign); NaN without a power law. */
    public double deltaLambdaMin() {
        return powerLaw.map(cut -> cut.lambdaMin() - erg.lambdaMin()).orElse(Double.NaN);
    }

    /** Why numbers are missing, beyond the want of a power law, which is said elsewhere; empty when none are. */
    public String reason() {
        List<String> reasons = new ArrayList<>();
        if (phase.phase().isEmpty()) {
            reasons.add("no phase: neither a Marchenko-Pastur bulk nor a power law describes the spectrum");
        }
        if (Double.isNaN(phase.edge())) {
            reasons.add("no bulk is looked for after a rank collapse");
        }
        if (ecs.isPresent() && standardised.isEmpty()) {
            reasons.add("no quality: all eigenvalues of the effective correlation space are equal");
        }
        standardised.ifPresent(series -> explain("quality", series, reasons));
        plain.ifPresent(series -> explain("quality_raw", series, reasons));
        imp.ifPresent(outcome -> {
            if (outcome instanceof Undefined none) {
                reasons.add(none.reason());
            }
        });
        return String.join("; ", reasons);
    }

    private static void explain(String name, QualitySeries series, List<String> reasons) {
        if (!series.converged()) {
            reasons.add(name + ": " + series.trouble());
        } else if (series.squared() < 0) {
            reasons.add(name + ": its square is negative");
        }
    }
}
