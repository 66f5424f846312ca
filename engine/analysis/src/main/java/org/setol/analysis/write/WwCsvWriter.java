package org.setol.analysis.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.ModelReport;
import org.setol.models.layers.LayerType;
import org.setol.spectra.fit.FingerClip;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.fit.TruncatedFit;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.TailOptions;

/**
 * WeightWatcher 0.7.5.5's details data frame as {@code to_csv(index=False)} writes it: its columns in its order, layers
 * counted from 1, -1 for failed fits, {@code inf} and empty for what is infinite or missing. Layers without a spectrum are
 * left out, as there.
 */
final class WwCsvWriter implements ReportWriter {

    private static final String FAILED = "-1";

    @Override
    public void write(List<ModelReport> reports, boolean seconds, Appendable out) throws IOException {
        boolean slices = !reports.getFirst().options().rules().pool();
        boolean detX = reports.getFirst().options().metrics().detX();
        try (CsvRows rows = new CsvRows(out)) {
            List<String> names = header(slices, detX);
            MetricsOptions options = reports.getFirst().options().metrics();
            rows.add(extended(names, names, options, List.of("Lambda", "num_fingers", "raw_alpha")));
            for (ModelReport report : reports) {
                for (LayerReport layer : report.layers()) {
                    if (layer.outcome() instanceof Measured measured) {
                        List<String> row = row(layer.layer(), measured.metrics(), slices);
                        rows.add(extended(row, names, options, optional(measured.metrics())));
                    }
                }
            }
        }
    }

    /** Puts Lambda, num_fingers and raw_alpha where the alphabet wants them, if the options make WeightWatcher have them. */
    private static List<String> extended(
            List<String> row, List<String> names, MetricsOptions options, List<String> optional) {
        List<String> longer = new ArrayList<>(row);
        if (options.areFingersClipped()) {
            longer.add(names.indexOf("rank_loss") + 1, optional.get(2));
            longer.add(names.indexOf("num_evals") + 1, optional.get(1));
        }
        if (options.tail().law() != TailOptions.Law.POWER_LAW) {
            longer.add(names.indexOf("D") + 1, optional.get(0));
        }
        return longer;
    }

    private static List<String> optional(SpectralMetrics m) {
        String lambda = m.tail().outcome() instanceof TruncatedFit fit ? number(fit.lambda()) : FAILED;
        Optional<FingerClip.Clipped> clip = m.tail().fingers();
        return List.of(
                lambda,
                clip.map(found -> Integer.toString(found.fingers())).orElse("0"),
                clip.map(found -> number(found.rawAlpha())).orElse(FAILED));
    }

    private static List<String> header(boolean slices, boolean detX) {
        List<String> names = new ArrayList<>(List.of("layer_id", "name"));
        if (slices) {
            names.add("slice_id");
        }
        names.addAll(List.of("D", "M", "N", "Q", "alpha", "alpha_weighted"));
        if (detX) {
            names.addAll(List.of("detX_num", "detX_val", "detX_val_unrescaled"));
        }
        names.addAll(List.of(
                "entropy",
                "has_esd",
                "lambda_max",
                "layer_type",
                "log_alpha_norm",
                "log_norm",
                "log_spectral_norm",
                "longname",
                "matrix_rank",
                "norm",
                "num_evals",
                "num_pl_spikes",
                "rank_loss",
                "rf",
                "sigma",
                "spectral_norm",
                "stable_rank",
                "status",
                "sv_max",
                "sv_min",
                "warning",
                "weak_rank_loss",
                "xmax",
                "xmin"));
        return names;
    }

    private static List<String> row(LayerIdentity layer, SpectralMetrics m, boolean slices) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(layer.layerId() + 1), layer.name()));
        if (slices) {
            row.add(Integer.toString(layer.sliceId().orElse(0)));
        }
        row.addAll(List.of(
                fit(m, TailFit::distance),
                Integer.toString(layer.cols()),
                Integer.toString(layer.rows()),
                number(layer.aspectRatio()),
                fit(m, TailFit::alpha),
                fit(m, ignored -> m.tail().alphaWeighted())));
        m.detX().ifPresent(detX -> row.addAll(detX(detX)));
        row.addAll(List.of(
                number(m.norms().entropy()),
                "True",
                number(m.esd().lambdaMax()),
                weightWatcherType(layer),
                fit(m, ignored -> m.tail().logAlphaNorm()),
                number(m.norms().logNorm()),
                number(m.norms().logSpectralNorm()),
                layer.longname(),
                Integer.toString(m.norms().matrixRank()),
                number(m.norms().norm()),
                Integer.toString(m.esd().size()),
                m.tail().outcome() instanceof TailFit
                        ? Integer.toString(m.tail().spikes())
                        : FAILED,
                Integer.toString(m.esd().rankLoss()),
                Integer.toString(layer.slices()),
                fit(m, TailFit::sigma),
                number(m.norms().spectralNorm()),
                number(m.norms().stableRank()),
                m.tail().outcome() instanceof TailFit ? "success" : "failed",
                number(m.esd().svMax()),
                number(m.esd().svMin()),
                m.tail().verdict().label(),
                Integer.toString(m.norms().weakRankLoss()),
                fit(m, TailFit::xmax),
                fit(m, TailFit::xmin)));
        return row;
    }

    /** Without a framework's module around it, WeightWatcher takes an embedding for a dense layer. */
    private static String weightWatcherType(LayerIdentity layer) {
        return layer.layerType().equals(LayerType.EMBEDDING.label()) ? LayerType.DENSE.label() : layer.layerType();
    }

    private static List<String> detX(DetX detX) {
        return List.of(Integer.toString(detX.tail()), number(detX.value()), number(detX.rescaledValue()));
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
