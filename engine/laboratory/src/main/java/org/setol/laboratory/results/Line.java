package org.setol.laboratory.results;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A least-squares line through points, those with a NaN left out.
 *
 * @param slope dy / dx; NaN for fewer than two points or equal x
 * @param intercept y at x = 0
 * @param correlation Pearson's r
 * @param count points used
 */
public record Line(double slope, double intercept, double correlation, int count) {

    public static <T> Line through(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        List<T> used = points.stream()
                .filter(p -> Double.isFinite(x.applyAsDouble(p)) && Double.isFinite(y.applyAsDouble(p)))
                .toList();
        double meanX = used.stream().mapToDouble(x).average().orElse(Double.NaN);
        double meanY = used.stream().mapToDouble(y).average().orElse(Double.NaN);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (T point : used) {
            double dx = x.applyAsDouble(point) - meanX;
            double dy = y.applyAsDouble(point) - meanY;
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }
        double slope = xx > 0 ? xy / xx : Double.NaN;
        return new Line(slope, meanY - slope * meanX, xy / Math.sqrt(xx * yy), used.size());
    }
}
