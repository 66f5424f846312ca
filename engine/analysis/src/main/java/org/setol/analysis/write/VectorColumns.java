package org.setol.analysis.write;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.setol.spectra.metrics.LevelStatistics;
import org.setol.spectra.metrics.VectorStudy;
import org.setol.spectra.metrics.VectorStudy.Spread;

/** Columns of eigenvectors and of the gaps between eigenvalues. */
final class VectorColumns {

    /** WeightWatcher's, in the order it makes them. */
    static final List<Column> VECTORS = vectors();

    static final List<Column> LEVELS = List.of(
            level("gap_ratio", LevelStatistics::gapRatio),
            level("gap_ratio_error", LevelStatistics::gapRatioError),
            level("bulk_gap_ratio", LevelStatistics::bulkGapRatio),
            level("tail_gap_ratio", LevelStatistics::tailGapRatio),
            level("mean_log_deltaEs", LevelStatistics::logGapMean),
            level("std_log_deltaEs", LevelStatistics::logGapDeviation),
            Column.finding("num_degenerate", LevelStatistics.class, levels -> new Cell.Whole(levels.degenerate())));

    private VectorColumns() {}

    private static List<Column> vectors() {
        List<Column> columns = new ArrayList<>();
        columns.addAll(spread("vec_entropy", VectorStudy::entropy));
        columns.addAll(spread("loc_ratio", VectorStudy::localization));
        columns.addAll(spread("part_ratio", VectorStudy::participation));
        return List.copyOf(columns);
    }

    private static List<Column> spread(String name, Function<VectorStudy, Spread> which) {
        return List.of(
                vector("bulk_mean_" + name, which, Spread::bulkMean),
                vector("bulk_var_" + name, which, Spread::bulkVariance),
                vector("tail_mean_" + name, which, Spread::tailMean),
                vector("tail_var_" + name, which, Spread::tailVariance));
    }

    private static Column vector(String name, Function<VectorStudy, Spread> which, ToDoubleFunction<Spread> value) {
        return Column.finding(name, VectorStudy.class, study -> new Cell.Real(value.applyAsDouble(which.apply(study))));
    }

    private static Column level(String name, ToDoubleFunction<LevelStatistics> value) {
        return Column.finding(name, LevelStatistics.class, levels -> new Cell.Real(value.applyAsDouble(levels)));
    }
}
