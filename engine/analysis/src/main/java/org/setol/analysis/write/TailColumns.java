package org.setol.analysis.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.setol.spectra.fit.Alternative;
import org.setol.spectra.fit.Bootstrap;
import org.setol.spectra.fit.Stability;
import org.setol.spectra.fit.TruncatedFit;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Tail;
import org.setol.spectra.metrics.TailOptions;

/** Columns of tail fits that are there by option only, and the words of the warning. */
final class TailColumns {

    private static final Column LAMBDA = Column.tail(
            "Lambda",
            tail -> tail.outcome() instanceof TruncatedFit fit
                    ? Optional.of(new Cell.Real(fit.lambda()))
                    : Optional.empty());

    private static final List<Column> FINGERS = List.of(
            Column.tail("num_fingers", tail -> tail.fingers().map(clip -> new Cell.Whole(clip.fingers()))),
            Column.tail("raw_alpha", tail -> tail.fingers().map(clip -> new Cell.Real(clip.rawAlpha()))));

    private static final List<Column> STABILITY = List.of(
            Column.tail("alpha_plateau", tail -> tail.study().stability().map(found -> new Cell.Real(found.plateau()))),
            second("alpha_2", Stability.Minimum::alpha),
            second("xmin_2", Stability.Minimum::xmin),
            second("D_2", Stability.Minimum::distance));

    private static final Column GOODNESS =
            Column.tail("gof_p", tail -> tail.study().goodness().map(found -> new Cell.Real(found.p())));

    private static final List<Column> INTERVAL = List.of(
            interval("alpha_low", Bootstrap.Interval::alphaLow),
            interval("alpha_high", Bootstrap.Interval::alphaHigh),
            interval("xmin_low", Bootstrap.Interval::xminLow),
            interval("xmin_high", Bootstrap.Interval::xminHigh));

    private TailColumns() {}

    /** Those that a run with these options fills. */
    static List<Column> of(MetricsOptions metrics) {
        TailOptions options = metrics.tail();
        List<Column> columns = new ArrayList<>();
        if (options.law() != TailOptions.Law.POWER_LAW) {
            columns.add(LAMBDA);
        }
        if (metrics.areFingersClipped()) {
            columns.addAll(FINGERS);
        }
        if (metrics.isStabilityWanted()) {
            columns.addAll(STABILITY);
        }
        if (options.alternatives()) {
            columns.addAll(alternatives());
        }
        if (options.gofReplicates().isPresent()) {
            columns.add(GOODNESS);
        }
        if (options.ciReplicates().isPresent()) {
            columns.addAll(INTERVAL);
        }
        return columns;
    }

    /** WeightWatcher's word first, then what the choice of xmin makes doubtful. */
    static String warning(Tail tail) {
        String verdict = tail.verdict().label();
        Optional<String> doubt = tail.study()
                .stability()
                .flatMap(Stability::second)
                .filter(Stability.Minimum::nearDegenerate)
                .map(minimum -> String.format(
                        Locale.ROOT,
                        "two near-degenerate minima: alpha %.3f at xmin %.4g",
                        minimum.alpha(),
                        minimum.xmin()));
        return verdict.isEmpty()
                ? doubt.orElse("")
                : doubt.map(words -> verdict + "; " + words).orElse(verdict);
    }

    private static Column second(String name, ToDoubleFunction<Stability.Minimum> value) {
        return Column.tail(
                name,
                tail -> tail.study()
                        .stability()
                        .flatMap(Stability::second)
                        .map(minimum -> new Cell.Real(value.applyAsDouble(minimum))));
    }

    private static Column interval(String name, ToDoubleFunction<Bootstrap.Interval> value) {
        return Column.tail(
                name, tail -> tail.study().interval().map(found -> new Cell.Real(value.applyAsDouble(found))));
    }

    /** R, p, AIC and verdict of every law, and which has the smallest AIC. */
    private static List<Column> alternatives() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.tail(
                "power_law_AIC", tail -> tail.study().alternatives().map(all -> new Cell.Real(all.powerLawAic()))));
        for (Alternative.Law law : Alternative.Law.values()) {
            columns.add(alternative(law, "_R", found -> new Cell.Real(found.ratio())));
            columns.add(alternative(law, "_p", found -> new Cell.Real(found.p())));
            columns.add(alternative(law, "_AIC", found -> new Cell.Real(found.aic())));
            columns.add(alternative(law, "_verdict", found -> new Cell.Text(found.verdict())));
        }
        columns.add(Column.tail(
                "best_by_AIC", tail -> tail.study().alternatives().map(all -> new Cell.Text(all.bestByAic()))));
        return columns;
    }

    private static Column alternative(Alternative.Law law, String suffix, Function<Alternative, Cell> value) {
        return Column.tail(
                law.label() + suffix, tail -> tail.study().alternatives().map(all -> value.apply(all.of(law))));
    }
}
