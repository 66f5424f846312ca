package org.setol.laboratory.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.setol.laboratory.draw.Series.Point;

/**
 * One plot.
 *
 * @param title above it
 * @param x label of the horizontal axis
 * @param y of the vertical one
 * @param logX whether the horizontal axis is logarithmic
 * @param logY whether the vertical one is
 * @param series what is drawn
 * @param vertical where thin red lines stand
 * @param horizontal where they lie
 */
public record Panel(
        String title,
        String x,
        String y,
        boolean logX,
        boolean logY,
        List<Series> series,
        List<Double> vertical,
        List<Double> horizontal) {

    public Panel {
        series = List.copyOf(series);
        vertical = List.copyOf(vertical);
        horizontal = List.copyOf(horizontal);
    }

    /** With plain axes. */
    public static Panel of(String title, String x, String y, List<Series> series) {
        return new Panel(title, x, y, false, false, series, List.of(), List.of());
    }

    public Panel withLogX() {
        return new Panel(title, x, y, true, logY, series, vertical, horizontal);
    }

    public Panel withLogY() {
        return new Panel(title, x, y, logX, true, series, vertical, horizontal);
    }

    /** One more thin red line, upright. */
    public Panel withVertical(double at) {
        List<Double> more = new ArrayList<>(vertical);
        more.add(at);
        return new Panel(title, x, y, logX, logY, series, more, horizontal);
    }

    /** One more thin red line, level. */
    public Panel withHorizontal(double at) {
        List<Double> more = new ArrayList<>(horizontal);
        more.add(at);
        return new Panel(title, x, y, logX, logY, series, vertical, more);
    }

    /** Whether there is anything to show. */
    public boolean hasPoints() {
        return series.stream().anyMatch(one -> !one.points().isEmpty());
    }

    Axis xAxis() {
        DoubleStream points = points().stream().flatMapToDouble(p -> DoubleStream.of(p.x() - p.dx(), p.x() + p.dx()));
        return Axis.around(x, logX, DoubleStream.concat(points, lines(vertical)));
    }

    Axis yAxis() {
        DoubleStream points = points().stream().flatMapToDouble(p -> DoubleStream.of(p.y() - p.dy(), p.y() + p.dy()));
        return Axis.around(y, logY, DoubleStream.concat(points, lines(horizontal)));
    }

    private static DoubleStream lines(List<Double> at) {
        return at.stream().mapToDouble(Double::doubleValue);
    }

    private List<Point> points() {
        return series.stream().flatMap(s -> s.points().stream()).toList();
    }
}
