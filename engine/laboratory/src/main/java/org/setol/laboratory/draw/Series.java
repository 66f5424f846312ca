package org.setol.laboratory.draw;

import java.util.List;

/**
 * Points of one colour.
 *
 * @param name in the legend; empty for none
 * @param points in drawing order; those with a NaN are left out
 * @param colour index into the palette
 * @param joined whether lines join them
 * @param dotted whether each has a dot
 */
public record Series(String name, List<Point> points, int colour, boolean joined, boolean dotted) {

    /**
     * A point with error bars, 0 for none.
     *
     * @param dx half length of the bar along x
     * @param dy along y
     */
    public record Point(double x, double y, double dx, double dy) {

        public Point(double x, double y) {
            this(x, y, 0, 0);
        }

        boolean isDrawable() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    public Series {
        points = points.stream().filter(Point::isDrawable).toList();
    }

    /** Dots joined by lines. */
    public static Series line(String name, int colour, List<Point> points) {
        return new Series(name, points, colour, true, true);
    }

    /** A line alone. */
    public static Series curve(String name, int colour, List<Point> points) {
        return new Series(name, points, colour, true, false);
    }

    /** Dots alone. */
    public static Series dots(String name, int colour, List<Point> points) {
        return new Series(name, points, colour, false, true);
    }
}
