package org.setol.analysis.write;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.setol.spectra.freeprob.InverseMpFit;
import org.setol.spectra.metrics.LayerTheory;
import org.setol.spectra.setol.Cut;
import org.setol.spectra.setol.ModelQualities;
import org.setol.spectra.setol.PhaseVerdict;
import org.setol.spectra.setol.QualitySeries;
import org.setol.spectra.setol.SetolReading;

/** Columns of --setol. */
final class SetolColumns {

    private static final List<Column> SPACE = List.of(
            cut("erg_lambda_min", SetolColumns::erg, Cut::lambdaMin),
            size("erg_num", SetolColumns::erg),
            cut("erg_log_det", SetolColumns::erg, Cut::logDet),
            cut("pl_lambda_min", SetolReading::powerLaw, Cut::lambdaMin),
            size("pl_num", SetolReading::powerLaw),
            cut("pl_log_det", SetolReading::powerLaw, Cut::logDet),
            of("delta_lambda_min", reading -> Optional.of(new Cell.Real(reading.deltaLambdaMin()))),
            of("ideal", reading -> reading.ideal().map(Cell.Truth::new)));

    private static final List<Column> PHASE = List.of(
            phase(
                    "phase",
                    verdict -> verdict.phase()
                            .<Cell>map(found -> new Cell.Text(found.label()))
                            .orElse(new Cell.Missing())),
            phase("phase_evidence", verdict -> new Cell.Text(verdict.evidence())),
            phase("zero_evals", verdict -> new Cell.Whole(verdict.zeros())),
            phase("bulk_edge", verdict -> new Cell.Real(verdict.edge())),
            phase("num_bulk_spikes", verdict -> new Cell.Whole(verdict.spikes())),
            phase("bulk_D", verdict -> new Cell.Real(verdict.bulkDistance())),
            phase("bulk_D_bound", verdict -> new Cell.Real(verdict.bulkBound())),
            phase("bulk_tail_D", verdict -> new Cell.Real(verdict.tailDistance())));

    private static final List<Column> SERIES = List.of(
            of(
                    "ecs_rule",
                    reading ->
                            Optional.of(new Cell.Text(reading.options().rule().label()))),
            size("ecs_num", SetolReading::ecs),
            of(
                    "quality_order",
                    reading -> Optional.of(new Cell.Whole(reading.options().order()))));

    private static final List<Column> MODELS = List.of(
            model("log_quality_discrete", ModelQualities::discrete),
            model("log_quality_cauchy", ModelQualities::freeCauchy),
            model("log_quality_imp", ModelQualities::inverseMp),
            model("log_quality_levy", ModelQualities::levyWigner),
            model("log_quality_tpl", ModelQualities::boundedPowerLaw),
            cumulant("tpl_kappa1", 1),
            cumulant("tpl_kappa2", 2),
            imp("imp_kappa", InverseMpFit::kappa),
            imp("imp_kappa_sigma", InverseMpFit::deviation),
            imp("imp_D", InverseMpFit::distance));

    /** In order. */
    static final List<Column> ALL = Stream.of(
                    SPACE,
                    PHASE,
                    SERIES,
                    series("", SetolReading::standardised),
                    series("_raw", SetolReading::plain),
                    MODELS)
            .flatMap(List::stream)
            .toList();

    private SetolColumns() {}

    private static Column of(String name, Function<SetolReading, Optional<? extends Cell>> value) {
        return Column.finding(
                name,
                LayerTheory.class,
                theory -> theory.reading().<Cell>flatMap(value).orElse(new Cell.Missing()));
    }

    private static Optional<Cut> erg(SetolReading reading) {
        return Optional.of(reading.erg());
    }

    private static Column cut(String name, Function<SetolReading, Optional<Cut>> which, ToDoubleFunction<Cut> value) {
        return of(name, reading -> which.apply(reading).map(cut -> new Cell.Real(value.applyAsDouble(cut))));
    }

    private static Column size(String name, Function<SetolReading, Optional<Cut>> which) {
        return of(name, reading -> which.apply(reading).map(cut -> new Cell.Whole(cut.size())));
    }

    private static Column phase(String name, Function<PhaseVerdict, Cell> value) {
        return of(name, reading -> Optional.of(value.apply(reading.phase())));
    }

    private static Column model(String name, ToDoubleFunction<ModelQualities> value) {
        return of(name, reading -> reading.models().map(found -> new Cell.Real(value.applyAsDouble(found))));
    }

    private static Column cumulant(String name, int order) {
        return of(
                name,
                reading -> reading.bounded()
                        .map(law -> new Cell.Real(law.freeCumulants(order).value(order))));
    }

    private static Column imp(String name, ToDoubleFunction<InverseMpFit> value) {
        return of(
                name,
                reading -> reading.imp()
                        .filter(InverseMpFit.class::isInstance)
                        .map(fit -> new Cell.Real(value.applyAsDouble((InverseMpFit) fit))));
    }

    /** Q^2 and its root where the series converges, the bracket of its partial sums where it does not. */
    private static List<Column> series(String suffix, Function<SetolReading, Optional<QualitySeries>> which) {
        return List.of(
                series("quality" + suffix, which, found -> new Cell.Real(found.quality())),
                series("Q2" + suffix, which, found -> new Cell.Real(found.squared())),
                series("Q2_converged" + suffix, which, found -> new Cell.Truth(found.converged())),
                series("Q2_error" + suffix, which, found -> new Cell.Real(found.error())),
                series("Q2_ratio" + suffix, which, found -> new Cell.Real(found.ratio())),
                series("Q2_low" + suffix, which, found -> bracket(found, found.low())),
                series("Q2_high" + suffix, which, found -> bracket(found, found.high())));
    }

    private static Column series(
            String name, Function<SetolReading, Optional<QualitySeries>> which, Function<QualitySeries, Cell> value) {
        return of(name, reading -> which.apply(reading).map(value));
    }

    private static Cell bracket(QualitySeries series, double end) {
        return series.converged() ? new Cell.Missing() : new Cell.Real(end);
    }
}
