package org.setol.analysis.write;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.spectra.fit.MpFit;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.Finding;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.Tail;

/**
 * A named value of a row.
 *
 * @param name as spelled in every format, WeightWatcher's where it has one
 * @param cell how to get it
 */
record Column(String name, Function<LayerReport, Cell> cell) {

    static Column text(String name, Function<LayerReport, String> value) {
        return new Column(name, row -> new Cell.Text(value.apply(row)));
    }

    static Column whole(String name, ToIntFunction<LayerReport> value) {
        return new Column(name, row -> new Cell.Whole(value.applyAsInt(row)));
    }

    static Column real(String name, ToDoubleFunction<LayerReport> value) {
        return new Column(name, row -> new Cell.Real(value.applyAsDouble(row)));
    }

    /** A number of the spectrum; missing in rows without one. */
    static Column metric(String name, ToDoubleFunction<SpectralMetrics> value) {
        return new Column(name, row -> switch (row.outcome()) {
            case Measured measured -> new Cell.Real(value.applyAsDouble(measured.metrics()));
            default -> new Cell.Missing();
        });
    }

    static Column count(String name, ToIntFunction<SpectralMetrics> value) {
        return new Column(name, row -> switch (row.outcome()) {
            case Measured measured -> new Cell.Whole(value.applyAsInt(measured.metrics()));
            default -> new Cell.Missing();
        });
    }

    /** A number of the tail's fit; missing without one. */
    static Column fit(String name, ToDoubleFunction<TailFit> value) {
        return new Column(
                name,
                row -> row.outcome() instanceof Measured measured
                                && measured.metrics().tail().outcome() instanceof TailFit fit
                        ? new Cell.Real(value.applyAsDouble(fit))
                        : new Cell.Missing());
    }

    /** A value of one of the Marchenko-Pastur fits; missing where there is none. */
    static Column mp(String name, Function<SpectralMetrics, Optional<MpOutcome>> which, Function<MpFit, Cell> value) {
        return new Column(
                name,
                row -> row.outcome() instanceof Measured measured
                        ? which.apply(measured.metrics())
                                .flatMap(MpOutcome::fit)
                                .map(value)
                                .orElse(new Cell.Missing())
                        : new Cell.Missing());
    }

    /** A value of something that was asked for; missing where it was not found. */
    static <T extends Finding> Column finding(String name, Class<T> type, Function<T, Cell> value) {
        return new Column(
                name,
                row -> row.outcome() instanceof Measured measured
                        ? measured.metrics().find(type).map(value).orElse(new Cell.Missing())
                        : new Cell.Missing());
    }

    /** A number of a power law that was fitted beside the layer's own; missing where there is no fit. */
    static <T extends Finding> Column powerLaw(
            String name, Class<T> type, Function<T, PowerLawOutcome> which, ToDoubleFunction<PowerLawFit> value) {
        return finding(
                name,
                type,
                found -> which.apply(found) instanceof PowerLawFit fit
                        ? new Cell.Real(value.applyAsDouble(fit))
                        : new Cell.Missing());
    }

    /** A value of the tail that is not in every row. */
    static Column tail(String name, Function<Tail, Optional<Cell>> value) {
        return new Column(
                name,
                row -> row.outcome() instanceof Measured measured
                        ? value.apply(measured.metrics().tail()).orElse(new Cell.Missing())
                        : new Cell.Missing());
    }
}
