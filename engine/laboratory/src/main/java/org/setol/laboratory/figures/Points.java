package org.setol.laboratory.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.setol.laboratory.draw.Series;
import org.setol.laboratory.draw.Series.Point;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Sample;

/** Series out of runs: means over seeds, with a standard deviation as error bar. */
final class Points {

    private static final double PERCENT = 100;

    /** Width of the bins of alpha in which seeds are averaged (6.6.1). */
    private static final double BIN = 0.05;

    private Points() {}

    static ToDoubleFunction<RunResult> number(String name) {
        return run -> run.get(name);
    }

    static ToDoubleFunction<RunResult> percent(String name) {
        return run -> PERCENT * run.get(name);
    }

    static double percent(double share) {
        return PERCENT * share;
    }

    /** One point a setting. */
    static Series overStrength(String name, int colour, Experiment experiment, ToDoubleFunction<RunResult> number) {
        return Series.line(
                name,
                colour,
                experiment.runs().keySet().stream()
                        .map(s -> {
                            Sample sample = experiment.at(s, number);
                            return new Point(s, sample.mean(), 0, sample.deviation());
                        })
                        .toList());
    }

    /** One point a setting, both coordinates measured. */
    static Series against(
            String name,
            int colour,
            Experiment experiment,
            ToDoubleFunction<RunResult> x,
            ToDoubleFunction<RunResult> y) {
        return Series.line(
                name,
                colour,
                experiment.runs().keySet().stream()
                        .map(s -> {
                            Sample across = experiment.at(s, x);
                            Sample up = experiment.at(s, y);
                            return new Point(across.mean(), up.mean(), across.deviation(), up.deviation());
                        })
                        .toList());
    }

    /** One point an epoch: the mean of the runs that got there. */
    static Series overEpochs(String name, int colour, List<RunResult> runs, ToDoubleFunction<EpochRecord> number) {
        NavigableMap<Integer, List<Double>> byEpoch = new TreeMap<>();
        for (RunResult run : runs) {
            for (EpochRecord epoch : run.epochs()) {
                byEpoch.computeIfAbsent(epoch.epoch(), e -> new ArrayList<>()).add(number.applyAsDouble(epoch));
            }
        }
        List<Point> points = new ArrayList<>();
        byEpoch.forEach((epoch, values) -> {
            Sample sample = Sample.of(values);
            points.add(new Point(epoch, sample.mean(), 0, sample.deviation()));
        });
        return Series.curve(name, colour, points);
    }

    /** One point a bin of x: the mean of all epochs of all runs that fall into it. */
    static Series binned(
            String name,
            int colour,
            List<EpochRecord> epochs,
            ToDoubleFunction<EpochRecord> x,
            ToDoubleFunction<EpochRecord> y) {
        NavigableMap<Long, List<Double>> bins = new TreeMap<>();
        for (EpochRecord epoch : epochs) {
            double at = x.applyAsDouble(epoch);
            if (Double.isFinite(at)) {
                bins.computeIfAbsent(Math.round(at / BIN), b -> new ArrayList<>())
                        .add(y.applyAsDouble(epoch));
            }
        }
        List<Point> points = new ArrayList<>();
        bins.forEach((bin, values) -> {
            Sample sample = Sample.of(values);
            points.add(new Point(bin * BIN, sample.mean(), 0, sample.deviation()));
        });
        return Series.line(name, colour, points);
    }
}
