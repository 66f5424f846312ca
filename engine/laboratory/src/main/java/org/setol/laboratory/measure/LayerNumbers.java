package org.setol.laboratory.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.LayerTheory;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.Trap;
import org.setol.spectra.setol.SetolReading;

/**
 * What the laboratory writes down about a layer's spectrum, from the report that {@code setol analyze} makes of it.
 * Where a tail starts is told on mu = lambda n / sum lambda, the spectrum scaled to a mean of 1 (5.2.4).
 *
 * <p>Q2 is that of 5.5 (Eqn 131, 159 to 163) on the ERG rule's space: {@code q2} of eigenvalues made mean 0 and standard
 * deviation 1, as the paper has it, {@code q2_raw} of them as they are.
 *
 * @param metrics of the layer, with its randomised spectrum and what SETOL says of it
 */
record LayerNumbers(SpectralMetrics metrics) {

    /** Number of eigenvalues that the power-law rule keeps (mu &ge; mu_min of the PL fit), 0 without a fit. */
    int powerLawTail() {
        return metrics.tail().spikes();
    }

    /** Number that the ERG rule keeps: the tail whose product of mu is nearest to 1 (Eqn 126). */
    int ergTail() {
        return erg().tail();
    }

    private DetX erg() {
        return DetX.of(metrics.esd(), MetricsMode.CORRECTED);
    }

    /** Numbers by name; NaN where there is no fit. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        Esd esd = metrics.esd();
        double scale = esd.size() / Kernels.sum(esd.eigenvalues());
        double start = Double.NaN;
        if (metrics.tail().outcome() instanceof PowerLawFit fit) {
            start = fit.xmin() * scale;
            values.put("alpha", fit.alpha());
            values.put("D", fit.distance());
        } else {
            values.put("alpha", Double.NaN);
            values.put("D", Double.NaN);
        }
        DetX erg = erg();
        values.put("pl_tail", (double) powerLawTail());
        values.put("erg_tail", (double) erg.tail());
        values.put("mu_pl_min", start);
        values.put("mu_erg_min", erg.rescaledValue());
        values.put("delta_lambda_min", start - erg.rescaledValue());
        values.put("pl_log_det", logDeterminant(esd, scale, powerLawTail()));
        values.put("erg_log_det", logDeterminant(esd, scale, erg.tail()));
        values.put("mu_max", esd.lambdaMax() * scale);
        metrics.find(LayerTheory.class)
                .flatMap(LayerTheory::reading)
                .ifPresent(reading -> values.putAll(qualities(reading)));
        metrics.find(Randomised.class).ifPresent(found -> values.putAll(traps(found, scale)));
        return values;
    }

    /** Sum of ln mu over the largest {@code tail} eigenvalues. */
    private static double logDeterminant(Esd esd, double scale, int tail) {
        double[] lambda = esd.eigenvalues();
        double sum = 0;
        for (int i = lambda.length - tail; i < lambda.length; i++) {
            sum += StrictMath.log(lambda[i] * scale);
        }
        return sum;
    }

    /** NaN where a series does not converge. */
    private static Map<String, Double> qualities(SetolReading reading) {
        Map<String, Double> values = new LinkedHashMap<>();
        reading.standardised().ifPresent(series -> values.put("q2", series.squared()));
        reading.plain().ifPresent(series -> values.put("q2_raw", series.squared()));
        return values;
    }

    private static Map<String, Double> traps(Randomised found, double scale) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("mu_rand_max", found.maxEigenvalue() * scale);
        values.put("traps", (double) found.traps().size());
        values.put(
                "trap_excess",
                found.traps().stream().mapToDouble(Trap::excess).max().orElse(0));
        return values;
    }
}
