package org.setol.analysis.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.models.layers.LayerType;
import org.setol.spectra.fit.FingerClip;
import org.setol.spectra.fit.MpFit;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.fit.TruncatedFit;
import org.setol.spectra.metrics.Bulk;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.TailOptions;

/**
 * WeightWatcher 0.7.5.5's details data frame as {@code to_csv(index=False)} writes it: its columns in its order (which
 * layer it is, then the rest by name, capitals first), layers counted from 1, -1 for failed fits, {@code inf} and empty
 * for what is infinite or missing. Layers without a spectrum are left out, as there.
 */
final class WwCsvWriter implements ReportWriter {

    private static final String FAILED = "-1";

    /** A column's value of one layer. */
    private interface Value {
        String of(LayerIdentity layer, SpectralMetrics metrics);
    }

    @Override
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        boolean slices = !reports.getFirst().options().rules().pool();
        Map<String, Value> columns = columns(reports.getFirst().options().metrics());
        try (CsvRows rows = new CsvRows(out)) {
            rows.add(header(columns, slices));
            for (ModelReport report : reports) {
                for (LayerReport layer : report.layers()) {
                    if (layer.outcome() instanceof Measured measured) {
                        rows.add(row(columns, layer.layer(), measured.metrics(), slices));
                    }
                }
            }
        }
    }

    private static List<String> header(Map<String, Value> columns, boolean slices) {
        List<String> names = new ArrayList<>(List.of("layer_id", "name"));
        if (slices) {
            names.add("slice_id");
        }
        names.addAll(columns.keySet());
        return names;
    }

    private static List<String> row(
            Map<String, Value> columns, LayerIdentity layer, SpectralMetrics metrics, boolean slices) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(layer.layerId() + 1), layer.name()));
        if (slices) {
            row.add(Integer.toString(layer.sliceId().orElse(0)));
        }
        columns.values().forEach(value -> row.add(value.of(layer, metrics)));
        return row;
    }

    private static Map<String, Value> columns(MetricsOptions options) {
        Map<String, Value> columns = new TreeMap<>();
        layer(columns);
        norms(columns);
        powerLaw(columns);
        if (options.areFingersClipped()) {
            fingers(columns);
        }
        if (options.tail().law() != TailOptions.Law.POWER_LAW) {
            columns.put("Lambda", (layer, m) -> lambda(m));
        }
        if (options.wants(Extra.DET_X)) {
            detX(columns);
        }
        if (options.wants(Extra.MP_FIT)) {
            bulk(columns, "", m -> m.find(Bulk.class).map(Bulk::outcome));
        }
        if (options.wants(Extra.RANDOMIZE)) {
            randomised(columns);
            bulk(columns, "rand_", m -> m.find(Randomised.class).map(Randomised::mp));
        }
        return columns;
    }

    private static void layer(Map<String, Value> columns) {
        columns.put("M", (layer, m) -> Integer.toString(layer.cols()));
        columns.put("N", (layer, m) -> Integer.toString(layer.rows()));
        columns.put("Q", (layer, m) -> number(layer.aspectRatio()));
        columns.put("layer_type", (layer, m) -> weightWatcherType(layer));
        columns.put("longname", (layer, m) -> layer.longname());
        columns.put("rf", (layer, m) -> Integer.toString(layer.slices()));
    }

    private static void norms(Map<String, Value> columns) {
        columns.put("entropy", (layer, m) -> number(m.norms().entropy()));
        columns.put("has_esd", (layer, m) -> "True");
        columns.put("lambda_max", (layer, m) -> number(m.esd().lambdaMax()));
        columns.put("log_norm", (layer, m) -> number(m.norms().logNorm()));
        columns.put("log_spectral_norm", (layer, m) -> number(m.norms().logSpectralNorm()));
        columns.put("matrix_rank", (layer, m) -> Integer.toString(m.norms().matrixRank()));
        columns.put("norm", (layer, m) -> number(m.norms().norm()));
        columns.put("num_evals", (layer, m) -> Integer.toString(m.esd().size()));
        columns.put("rank_loss", (layer, m) -> Integer.toString(m.esd().rankLoss()));
        columns.put("spectral_norm", (layer, m) -> number(m.norms().spectralNorm()));
        columns.put("stable_rank", (layer, m) -> number(m.norms().stableRank()));
        columns.put("sv_max", (layer, m) -> number(m.esd().svMax()));
        columns.put("sv_min", (layer, m) -> number(m.esd().svMin()));
        columns.put("weak_rank_loss", (layer, m) -> Integer.toString(m.norms().weakRankLoss()));
    }

    private static void powerLaw(Map<String, Value> columns) {
        columns.put("D", (layer, m) -> fit(m, TailFit::distance));
        columns.put("alpha", (layer, m) -> fit(m, TailFit::alpha));
        columns.put("alpha_weighted", (layer, m) -> fit(m, ignored -> m.tail().alphaWeighted()));
        columns.put("log_alpha_norm", (layer, m) -> fit(m, ignored -> m.tail().logAlphaNorm()));
        columns.put(
                "num_pl_spikes",
                (layer, m) -> m.tail().outcome() instanceof TailFit
                        ? Integer.toString(m.tail().spikes())
                        : FAILED);
        columns.put("sigma", (layer, m) -> fit(m, TailFit::sigma));
        columns.put("status", (layer, m) -> m.tail().outcome() instanceof TailFit ? "success" : "failed");
        columns.put("warning", (layer, m) -> m.tail().verdict().label());
        columns.put("xmax", (layer, m) -> fit(m, TailFit::xmax));
        columns.put("xmin", (layer, m) -> fit(m, TailFit::xmin));
    }

    private static void fingers(Map<String, Value> columns) {
        columns.put("num_fingers", (layer, m) -> fingers(m, clip -> Integer.toString(clip.fingers()), "0"));
        columns.put("raw_alpha", (layer, m) -> fingers(m, clip -> number(clip.rawAlpha()), FAILED));
    }

    private static String fingers(SpectralMetrics m, Function<FingerClip.Clipped, String> value, String failed) {
        return m.tail().fingers().map(value).orElse(failed);
    }

    private static String lambda(SpectralMetrics m) {
        return m.tail().outcome() instanceof TruncatedFit fit ? number(fit.lambda()) : FAILED;
    }

    private static void detX(Map<String, Value> columns) {
        columns.put("detX_num", (layer, m) -> detX(m, detX -> Integer.toString(detX.tail())));
        columns.put("detX_val", (layer, m) -> detX(m, detX -> number(detX.value())));
        columns.put("detX_val_unrescaled", (layer, m) -> detX(m, detX -> number(detX.rescaledValue())));
    }

    private static void bulk(
            Map<String, Value> columns, String prefix, Function<SpectralMetrics, Optional<MpOutcome>> which) {
        columns.put(prefix + "W_scale", (layer, m) -> bulk(which.apply(m), fit -> number(fit.scale())));
        columns.put(prefix + "bulk_max", (layer, m) -> bulk(which.apply(m), fit -> number(fit.bulkMax())));
        columns.put(prefix + "bulk_min", (layer, m) -> bulk(which.apply(m), fit -> number(fit.bulkMin())));
        columns.put(prefix + "mp_softrank", (layer, m) -> bulk(which.apply(m), fit -> number(fit.softRank())));
        columns.put(prefix + "num_spikes", (layer, m) -> bulk(which.apply(m), fit -> Integer.toString(fit.spikes())));
        columns.put(prefix + "sigma_mp", (layer, m) -> bulk(which.apply(m), fit -> number(fit.sigma())));
    }

    private static void randomised(Map<String, Value> columns) {
        columns.put("max_rand_eval", (layer, m) -> randomised(m, Randomised::maxEigenvalue));
        columns.put("rand_distance", (layer, m) -> randomised(m, Randomised::distance));
        columns.put("ww_maxdist", (layer, m) -> randomised(m, Randomised::maxDistance));
        columns.put("ww_softrank", (layer, m) -> randomised(m, Randomised::softRank));
    }

    private static String randomised(SpectralMetrics m, ToDoubleFunction<Randomised> value) {
        return m.find(Randomised.class).map(r -> number(value.applyAsDouble(r))).orElse("");
    }

    /** Without a framework's module around it, WeightWatcher takes an embedding for a dense layer. */
    private static String weightWatcherType(LayerIdentity layer) {
        return layer.layerType().equals(LayerType.EMBEDDING.label()) ? LayerType.DENSE.label() : layer.layerType();
    }

    private static String detX(SpectralMetrics m, Function<DetX, String> value) {
        return m.find(DetX.class).map(value).orElse("");
    }

    private static String bulk(Optional<MpOutcome> outcome, Function<MpFit, String> value) {
        return outcome.flatMap(MpOutcome::fit).map(value).orElse(FAILED);
    }

    private static String fit(SpectralMetrics m, ToDoubleFunction<TailFit> value) {
        return m.tail().outcome() instanceof TailFit fit ? number(value.applyAsDouble(fit)) : FAILED;
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
    }
}
