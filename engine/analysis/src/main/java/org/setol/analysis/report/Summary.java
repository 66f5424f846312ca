package org.setol.analysis.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.spectra.fit.MpFit;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.Bulk;
import org.setol.spectra.metrics.SpectralMetrics;

/**
 * Means over the layers, by WeightWatcher's names. A layer without a finite value of a metric does not count in its mean
 * (WeightWatcher averages the -1 of failed fits in).
 */
public final class Summary {

    /** Only when Marchenko-Pastur fits were asked for. */
    private static final String SOFT_RANK = "mp_softrank";

    private static final Map<String, ToDoubleFunction<SpectralMetrics>> METRICS = metrics();

    private Summary() {}

    private static Map<String, ToDoubleFunction<SpectralMetrics>> metrics() {
        Map<String, ToDoubleFunction<SpectralMetrics>> metrics = new LinkedHashMap<>();
        metrics.put("log_norm", m -> m.norms().logNorm());
        metrics.put("alpha", m -> m.tail().outcome() instanceof TailFit fit ? fit.alpha() : Double.NaN);
        metrics.put("alpha_weighted", m -> m.tail().alphaWeighted());
        metrics.put("log_alpha_norm", m -> m.tail().logAlphaNorm());
        metrics.put("log_spectral_norm", m -> m.norms().logSpectralNorm());
        metrics.put("stable_rank", m -> m.norms().stableRank());
        metrics.put(SOFT_RANK, Summary::softRank);
        return metrics;
    }

    /** The means in order; NaN where no layer has a value. */
    public static Map<String, Double> of(List<LayerReport> layers) {
        List<SpectralMetrics> measured = layers.stream()
                .map(LayerReport::outcome)
                .filter(Measured.class::isInstance)
                .map(outcome -> ((Measured) outcome).metrics())
                .toList();
        Map<String, Double> means = new LinkedHashMap<>();
        METRICS.forEach((name, value) -> means.put(
                name,
                measured.stream()
                        .mapToDouble(value)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN)));
        if (measured.stream().allMatch(m -> m.find(Bulk.class).isEmpty())) {
            means.remove(SOFT_RANK);
        }
        return means;
    }

    private static double softRank(SpectralMetrics metrics) {
        return metrics.find(Bulk.class)
                .map(Bulk::outcome)
                .flatMap(MpOutcome::fit)
                .map(MpFit::softRank)
                .orElse(Double.NaN);
    }
}
