package org.setol.analysis.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.Bulk;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.Farms;
import org.setol.spectra.metrics.Hill;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.TrapSearch;

/** All columns in the order every format keeps. A new metric is one line here. */
final class Columns {

    private static final List<Column> LAYER = List.of(
            Column.whole("layer_id", row -> row.layer().layerId()),
            Column.text("name", row -> row.layer().name()),
            Column.text("longname", row -> row.layer().longname()),
            Column.text("layer_type", row -> row.layer().layerType()),
            Column.whole("N", row -> row.layer().rows()),
            Column.whole("M", row -> row.layer().cols()),
            Column.whole("rf", row -> row.layer().slices()),
            Column.real("Q", row -> row.layer().aspectRatio()));

    private static final Column SLICE =
            Column.whole("slice_id", row -> row.layer().sliceId().orElse(0));

    private static final List<Column> ESD = List.of(
            Column.count("num_evals", m -> m.esd().size()),
            Column.metric("sv_max", m -> m.esd().svMax()),
            Column.metric("sv_min", m -> m.esd().svMin()),
            Column.metric("lambda_max", m -> m.esd().lambdaMax()),
            Column.count("rank_loss", m -> m.esd().rankLoss()),
            Column.count("weak_rank_loss", m -> m.norms().weakRankLoss()),
            Column.metric("norm", m -> m.norms().norm()),
            Column.metric("log_norm", m -> m.norms().logNorm()),
            Column.metric("spectral_norm", m -> m.norms().spectralNorm()),
            Column.metric("log_spectral_norm", m -> m.norms().logSpectralNorm()),
            Column.metric("stable_rank", m -> m.norms().stableRank()),
            Column.count("matrix_rank", m -> m.norms().matrixRank()),
            Column.metric("entropy", m -> m.norms().entropy()),
            Column.metric("alpha_weighted", m -> m.tail().alphaWeighted()),
            Column.metric("log_alpha_norm", m -> m.tail().logAlphaNorm()));

    private static final List<Column> POWER_LAW = List.of(
            Column.fit("xmin", TailFit::xmin),
            Column.fit("alpha", TailFit::alpha),
            Column.fit("D", TailFit::distance),
            Column.fit("sigma", TailFit::sigma),
            Column.fit("xmax", TailFit::xmax),
            Column.count("num_pl_spikes", m -> m.tail().spikes()),
            Column.text("warning", Columns::warning),
            Column.text("status", Columns::status));

    private static final List<Column> DET_X = List.of(
            Column.finding("detX_num", DetX.class, detX -> new Cell.Whole(detX.tail())),
            Column.finding("detX_val_unrescaled", DetX.class, detX -> new Cell.Real(detX.rescaledValue())),
            Column.finding("detX_val", DetX.class, detX -> new Cell.Real(detX.value())));

    private static final List<Column> BULK = bulk("", m -> m.find(Bulk.class).map(Bulk::outcome));

    private static final List<Column> RANDOMISED = List.of(
            Column.finding("max_rand_eval", Randomised.class, r -> new Cell.Real(r.maxEigenvalue())),
            Column.finding("rand_distance", Randomised.class, r -> new Cell.Real(r.distance())),
            Column.finding("ww_softrank", Randomised.class, r -> new Cell.Real(r.softRank())),
            Column.finding("ww_maxdist", Randomised.class, r -> new Cell.Real(r.maxDistance())),
            Column.finding(
                    "num_rand_spikes",
                    Randomised.class,
                    r -> new Cell.Whole(r.traps().size())));

    private static final List<Column> RANDOM_BULK =
            bulk("rand_", m -> m.find(Randomised.class).map(Randomised::mp));

    private static final Column CERTIFICATE = Column.finding(
            "traps_certificate",
            Randomised.class,
            r -> new Cell.Text(
                    r.certificate().map(TrapSearch.Certificate::describe).orElse("")));

    private static final List<Column> HILL = List.of(
            Column.powerLaw("alpha_hill_mid", Hill.class, Hill::mid, PowerLawFit::alpha),
            Column.powerLaw("alpha_hill_peak", Hill.class, Hill::peak, PowerLawFit::alpha),
            Column.powerLaw("xmin_hill_mid", Hill.class, Hill::mid, PowerLawFit::xmin),
            Column.powerLaw("xmin_hill_peak", Hill.class, Hill::peak, PowerLawFit::xmin));

    private static final List<Column> FARMS = List.of(
            Column.powerLaw("farms_alpha", Farms.class, Farms::alpha, PowerLawFit::alpha),
            Column.powerLaw("farms_xmin", Farms.class, Farms::alpha, PowerLawFit::xmin),
            Column.powerLaw("farms_D", Farms.class, Farms::alpha, PowerLawFit::distance),
            Column.powerLaw(
                    "farms_alpha_hill_mid", Farms.class, farms -> farms.hill().mid(), PowerLawFit::alpha),
            Column.powerLaw(
                    "farms_alpha_hill_peak", Farms.class, farms -> farms.hill().peak(), PowerLawFit::alpha),
            Column.finding("farms_windows", Farms.class, farms -> new Cell.Whole(farms.windows())),
            Column.finding("farms_shape", Farms.class, farms -> new Cell.Text(farms.shape())));

    private static final List<Column> ORIGIN = List.of(
            Column.text("reason", LayerReport::reason),
            Column.text(
                    "backend",
                    row -> row.outcome() instanceof Measured m ? m.provenance().backend() : ""),
            Column.text(
                    "precision",
                    row -> row.outcome() instanceof Measured m ? m.provenance().precision() : ""),
            new Column(
                    "residual",
                    row -> row.outcome() instanceof Measured m
                            ? new Cell.Real(m.provenance().residual())
                            : new Cell.Missing()));

    private static final List<Column> SECONDS = List.of(
            Column.real("seconds", row -> row.seconds().total()),
            Column.real("seconds_read", row -> row.seconds().read()),
            Column.real("seconds_spectrum", row -> row.seconds().spectrum()),
            Column.real("seconds_fit", row -> row.seconds().fit()));

    private Columns() {}

    /**
     * The columns a run with these options fills.
     *
     * @param seconds whether times are wanted; without them equal runs give equal bytes
     */
    static List<Column> of(AnalysisOptions options, boolean seconds) {
        List<Column> columns = new ArrayList<>(LAYER);
        if (!options.rules().pool()) {
            columns.add(SLICE);
        }
        columns.addAll(ESD);
        columns.addAll(POWER_LAW);
        if (options.metrics().wants(Extra.DET_X)) {
            columns.addAll(DET_X);
        }
        columns.addAll(TailColumns.of(options.metrics()));
        if (options.metrics().wants(Extra.MP_FIT)) {
            columns.addAll(BULK);
        }
        if (options.metrics().wants(Extra.RANDOMIZE)) {
            columns.addAll(RANDOMISED);
            columns.addAll(RANDOM_BULK);
        }
        if (options.metrics().wants(Extra.TRAPS_FAST)) {
            columns.add(CERTIFICATE);
        }
        if (options.metrics().wants(Extra.HILL)) {
            columns.addAll(HILL);
        }
        if (options.metrics().wants(Extra.FARMS)) {
            columns.addAll(FARMS);
        }
        columns.addAll(ORIGIN);
        if (seconds) {
            columns.addAll(SECONDS);
        }
        return List.copyOf(columns);
    }

    /** The columns of a Marchenko-Pastur fit. */
    private static List<Column> bulk(String prefix, Function<SpectralMetrics, Optional<MpOutcome>> which) {
        return List.of(
                Column.mp(prefix + "num_spikes", which, fit -> new Cell.Whole(fit.spikes())),
                Column.mp(prefix + "sigma_mp", which, fit -> new Cell.Real(fit.sigma())),
                Column.mp(prefix + "mp_softrank", which, fit -> new Cell.Real(fit.softRank())),
                Column.mp(prefix + "W_scale", which, fit -> new Cell.Real(fit.scale())),
                Column.mp(prefix + "bulk_max", which, fit -> new Cell.Real(fit.bulkMax())),
                Column.mp(prefix + "bulk_min", which, fit -> new Cell.Real(fit.bulkMin())));
    }

    private static String warning(LayerReport row) {
        return row.outcome() instanceof Measured measured
                ? TailColumns.warning(measured.metrics().tail())
                : "";
    }

    private static String status(LayerReport row) {
        return row.outcome() instanceof Measured measured
                        && measured.metrics().tail().outcome() instanceof TailFit
                ? "success"
                : "failed";
    }
}
