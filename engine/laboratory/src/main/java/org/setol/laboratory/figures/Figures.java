package org.setol.laboratory.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.setol.laboratory.draw.Panel;
import org.setol.laboratory.draw.Series;
import org.setol.laboratory.draw.Series.Point;
import org.setol.laboratory.journal.EpochRecord;
import org.setol.laboratory.results.Experiment;
import org.setol.laboratory.results.Line;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.train.Recipe.Trained;

/** Figures 14 to 28 as far as the runs carry them; learning rates are told as multiples of 0.01. */
public final class Figures {

    private static final int FIRST_EPOCHS = 4;
    private static final String STRENGTH = "learning rate / 0.01";
    private static final String INVERSE_BATCH = "32 / batch size";
    private static final String ERROR = "error (%)";

    private final Experiment rates;
    private final Experiment batches;
    private final Experiment first;
    private final Experiment second;

    private Figures(List<RunResult> runs) {
        this.rates = Experiment.learningRate(runs, Trained.ALL);
        this.batches = Experiment.batchSize(runs);
        this.first = Experiment.learningRate(runs, Trained.FC1);
        this.second = Experiment.learningRate(runs, Trained.FC2);
    }

    /** Those that have something to show. */
    public static List<Figure> of(List<RunResult> runs) {
        Figures figures = new Figures(runs);
        return List.of(
                        figures.errors(),
                        figures.errorsOverAlpha("fig15", "Errors over alpha, learning rates", figures.rates),
                        figures.errorsOverAlpha("fig16", "Errors over alpha, batch sizes", figures.batches),
                        figures.truncation("fig17", "pl", "PL rule"),
                        figures.truncation("fig18", "erg", "ERG rule"),
                        figures.gapsOverAlpha(),
                        figures.march(),
                        figures.quality(),
                        figures.training(),
                        figures.firstAlone(),
                        figures.secondAlone())
                .stream()
                .filter(Figure::hasPoints)
                .toList();
    }

    private Figure errors() {
        return new Figure(
                "fig14",
                "Train and test error over batch size and learning rate",
                List.of(errors("(a) batch size", INVERSE_BATCH, batches), errors("(b) learning rate", STRENGTH, rates)),
                2);
    }

    private static Panel errors(String title, String x, Experiment experiment) {
        return Panel.of(
                        title,
                        x,
                        ERROR,
                        List.of(
                                Points.overStrength("test", 1, experiment, Points.percent("test_error")),
                                Points.overStrength("train", 0, experiment, Points.percent("train_error"))))
                .withLogX();
    }

    private Figure errorsOverAlpha(String name, String caption, Experiment experiment) {
        List<Panel> panels = new ArrayList<>();
        for (String layer : List.of("fc1", "fc2")) {
            panels.add(Panel.of(
                            panels.isEmpty() ? "(a) FC1" : "(b) FC2",
                            "alpha",
                            ERROR,
                            List.of(
                                    Points.against(
                                            "test",
                                            1,
                                            experiment,
                                            Points.number(layer + ".alpha"),
                                            Points.percent("test_error")),
                                    Points.against(
                                            "train",
                                            0,
                                            experiment,
                                            Points.number(layer + ".alpha"),
                                            Points.percent("train_error"))))
                    .withVertical(2));
        }
        return new Figure(name, caption, panels, 2);
    }

    private Figure truncation(String name, String rule, String title) {
        List<Panel> panels = new ArrayList<>();
        rates.runs()
                .forEach((strength, runs) -> panels.add(Panel.of(
                        label(strength),
                        "epoch",
                        "Delta E (%)",
                        List.of(
                                Points.overEpochs("train", 0, runs, gap(rule, "train")),
                                Points.overEpochs("test", 1, runs, gap(rule, "test"))))));
        return new Figure(name, "What truncation by the " + title + " adds to the errors, by epoch", panels, 3);
    }

    private static ToDoubleFunction<EpochRecord> gap(String rule, String set) {
        return epoch -> Points.percent(RunResult.truncationGap(epoch, rule, set));
    }

    private Figure gapsOverAlpha() {
        List<Panel> panels = new ArrayList<>();
        for (String layer : List.of("fc1", "fc2")) {
            List<Point> train = new ArrayList<>();
            List<Point> test = new ArrayList<>();
            List<Point> generalisation = new ArrayList<>();
            for (RunResult run : rates.all()) {
                double alpha = run.get(layer + ".alpha");
                train.add(new Point(alpha, Points.percent(run.truncationGap("pl", "train"))));
                test.add(new Point(alpha, Points.percent(run.truncationGap("pl", "test"))));
                generalisation.add(new Point(alpha, Points.percent(run.get("test_error") - run.get("train_error"))));
            }
            panels.add(Panel.of(
                            panels.isEmpty() ? "(a) FC1" : "(b) FC2",
                            "alpha",
                            "difference of errors (%)",
                            List.of(
                                    Series.dots("Delta E train", 0, train),
                                    Series.dots("Delta E test", 1, test),
                                    Series.dots("test - train", 2, generalisation)))
                    .withVertical(2));
        }
        return new Figure("fig19", "Delta E by the PL rule and generalisation gap over alpha, at the end", panels, 2);
    }

    private Figure march() {
        List<Panel> panels = List.of(
                march("(a) FC1, learning rates", rates, "fc1"),
                march("(b) FC2, learning rates", rates, "fc2"),
                march("(c) FC1, batch sizes", batches, "fc1"),
                march("(d) FC2, batch sizes", batches, "fc2"));
        return new Figure("fig21", "Delta lambda_min over alpha, one dot a run", panels, 2);
    }

    private static Panel march(String title, Experiment experiment, String layer) {
        List<Series> series = new ArrayList<>();
        experiment.runs().forEach((strength, runs) -> {
            List<Point> points = runs.stream()
                    .map(run -> new Point(run.get(layer + ".alpha"), run.get(layer + ".delta_lambda_min")))
                    .toList();
            series.add(Series.dots(label(strength), series.size(), points));
        });
        return Panel.of(title, "alpha", "Delta lambda_min", series)
                .withVertical(2)
                .withHorizontal(0);
    }

    private Figure quality() {
        List<Panel> panels = new ArrayList<>();
        for (String layer : List.of("fc1", "fc2")) {
            String upper = layer.toUpperCase(Locale.ROOT);
            panels.add(Panel.of(
                            upper + " over batch size",
                            INVERSE_BATCH,
                            "Q2",
                            List.of(Points.overStrength("", 0, batches, Points.number(layer + ".q2"))))
                    .withLogX());
            panels.add(Panel.of(
                    upper + " over alpha",
                    "alpha",
                    "Q2",
                    List.of(Points.against(
                            "", 0, batches, Points.number(layer + ".alpha"), Points.number(layer + ".q2")))));
        }
        return new Figure("fig24", "Computational layer quality squared over batch size and alpha", panels, 2);
    }

    private Figure training() {
        List<Panel> panels = new ArrayList<>();
        for (String layer : List.of("fc1", "fc2")) {
            panels.add(trajectories(layer + ", train", rates, layer, "train_error"));
            panels.add(trajectories(layer + ", test", rates, layer, "test_error"));
        }
        return new Figure("fig26", "Errors over alpha during training, all layers trained", panels, 2);
    }

    private Figure firstAlone() {
        return new Figure(
                "fig27",
                "Errors over alpha during training, FC1 alone trained; the line is fitted above alpha 2",
                List.of(alone("train", "train_error"), alone("test", "test_error")),
                2);
    }

    private Panel alone(String title, String error) {
        Panel panel = trajectories("fc1, " + title, first, "fc1", error);
        List<EpochRecord> above = first.all().stream()
                .flatMap(run -> late(run).stream())
                .filter(epoch -> epoch.get("fc1.alpha") > 2)
                .toList();
        if (above.size() < 3) {
            return panel;
        }
        Line line = Line.through(above, epoch -> epoch.get("fc1.alpha"), epoch -> Points.percent(epoch.get(error)));
        double top = above.stream()
                .mapToDouble(epoch -> epoch.get("fc1.alpha"))
                .max()
                .orElse(2);
        List<Point> ends = List.of(
                new Point(2, line.intercept() + 2 * line.slope()),
                new Point(top, line.intercept() + top * line.slope()));
        List<Series> series = new ArrayList<>(panel.series());
        series.add(Series.curve("", 6, ends));
        return Panel.of(panel.title(), panel.x(), panel.y(), series).withVertical(2);
    }

    private static Panel trajectories(String title, Experiment experiment, String layer, String error) {
        List<Series> series = new ArrayList<>();
        experiment.runs().forEach((strength, runs) -> {
            List<EpochRecord> epochs =
                    runs.stream().flatMap(run -> late(run).stream()).toList();
            series.add(Points.binned(
                    label(strength),
                    series.size(),
                    epochs,
                    epoch -> epoch.get(layer + ".alpha"),
                    epoch -> Points.percent(epoch.get(error))));
        });
        return Panel.of(title, "alpha", ERROR, series).withVertical(2);
    }

    private Figure secondAlone() {
        List<Panel> panels = new ArrayList<>();
        for (Map.Entry<Double, List<RunResult>> group : second.runs().entrySet()) {
            for (String set : List.of("train", "test")) {
                List<Series> series = new ArrayList<>();
                for (RunResult run : group.getValue()) {
                    List<Point> points = late(run).stream()
                            .map(epoch -> new Point(epoch.get("fc2.alpha"), Points.percent(epoch.get(set + "_error"))))
                            .toList();
                    series.add(Series.line("seed " + run.recipe().seed(), series.size(), points));
                }
                panels.add(Panel.of(label(group.getKey()) + ", " + set, "alpha of FC2", ERROR, series)
                        .withVertical(2));
            }
        }
        return new Figure("fig28", "Errors over alpha during training, FC2 alone trained, one line a seed", panels, 2);
    }

    private static List<EpochRecord> late(RunResult run) {
        return run.epochs().stream()
                .filter(epoch -> epoch.epoch() > FIRST_EPOCHS)
                .toList();
    }

    private static String label(double strength) {
        return Math.round(strength) + "x";
    }
}
