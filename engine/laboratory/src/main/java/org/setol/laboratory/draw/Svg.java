package org.setol.laboratory.draw;

import java.util.List;
import java.util.Locale;
import org.setol.laboratory.draw.Series.Point;

/** Panels in rows as one SVG file: plain elements, no script, equal input gives equal bytes. */
public final class Svg {

    private static final int WIDTH = 330;
    private static final int HEIGHT = 260;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 40;
    private static final int BOTTOM = 42;

    /** Okabe and Ito's palette, which colour-blind readers can tell apart. */
    private static final List<String> COLOURS =
            List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000");

    private final StringBuilder text = new StringBuilder();

    private Svg() {}

    /** The whole file, {@code columns} panels in a row. */
    public static String of(List<Panel> panels, int columns) {
        Svg svg = new Svg();
        int rows = (panels.size() + columns - 1) / columns;
        int width = columns * WIDTH;
        int height = rows * HEIGHT;
        svg.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"11\">",
                width, height, width, height);
        svg.add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
        for (int k = 0; k < panels.size(); k++) {
            svg.add("<g transform=\"translate(%d,%d)\">", k % columns * WIDTH, k / columns * HEIGHT);
            svg.panel(panels.get(k));
            svg.add("</g>");
        }
        svg.add("</svg>");
        return svg.text.toString();
    }

    private void panel(Panel panel) {
        Frame frame = new Frame(panel.xAxis(), panel.yAxis());
        add(
                "<text x=\"%d\" y=\"16\" text-anchor=\"middle\" font-size=\"12\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, escaped(panel.title()));
        frame(frame);
        for (double at : panel.vertical()) {
            add("<path d=\"M%s,%dV%d\" stroke=\"red\" stroke-width=\"0.8\"/>", px(frame.x(at)), TOP, HEIGHT - BOTTOM);
        }
        for (double at : panel.horizontal()) {
            add("<path d=\"M%d,%sH%d\" stroke=\"red\" stroke-width=\"0.8\"/>", LEFT, px(frame.y(at)), WIDTH - RIGHT);
        }
        panel.series().forEach(series -> series(series, frame));
        legend(panel.series());
    }

    /** Numbers to pixels of a panel. */
    private record Frame(Axis xAxis, Axis yAxis) {

        double x(double number) {
            return LEFT + xAxis.place(number) * (WIDTH - LEFT - RIGHT);
        }

        double y(double number) {
            return HEIGHT - BOTTOM - yAxis.place(number) * (HEIGHT - TOP - BOTTOM);
        }
    }

    private void frame(Frame frame) {
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/>",
                LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
        for (double tick : frame.xAxis().ticks()) {
            add(
                    "<path d=\"M%s,%dv4\" stroke=\"#888\"/><text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    px(frame.x(tick)), HEIGHT - BOTTOM, px(frame.x(tick)), HEIGHT - BOTTOM + 16, Axis.text(tick));
        }
        for (double tick : frame.yAxis().ticks()) {
            add(
                    "<path d=\"M%d,%sh-4\" stroke=\"#888\"/><text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>",
                    LEFT, px(frame.y(tick)), LEFT - 6, px(frame.y(tick) + 4), Axis.text(tick));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, escaped(frame.xAxis().label()));
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        add(
                "<text transform=\"translate(12,%d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                middle, escaped(frame.yAxis().label()));
    }

    private void series(Series series, Frame frame) {
        String colour = colour(series);
        if (series.joined() && series.points().size() > 1) {
            StringBuilder path = new StringBuilder();
            for (Point point : series.points()) {
                path.append(path.isEmpty() ? "M" : "L")
                        .append(px(frame.x(point.x())))
                        .append(',')
                        .append(px(frame.y(point.y())));
            }
            add("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>", path, colour);
        }
        for (Point point : series.points()) {
            bars(point, frame, colour);
            if (series.dotted()) {
                add(
                        "<circle cx=\"%s\" cy=\"%s\" r=\"2.4\" fill=\"%s\"/>",
                        px(frame.x(point.x())), px(frame.y(point.y())), colour);
            }
        }
    }

    private void bars(Point point, Frame frame, String colour) {
        if (point.dy() > 0) {
            add(
                    "<path d=\"M%s,%sV%s\" stroke=\"%s\" stroke-width=\"0.8\"/>",
                    px(frame.x(point.x())),
                    px(frame.y(point.y() - point.dy())),
                    px(frame.y(point.y() + point.dy())),
                    colour);
        }
        if (point.dx() > 0) {
            add(
                    "<path d=\"M%s,%sH%s\" stroke=\"%s\" stroke-width=\"0.8\"/>",
                    px(frame.x(point.x() - point.dx())),
                    px(frame.y(point.y())),
                    px(frame.x(point.x() + point.dx())),
                    colour);
        }
    }

    /** The names in their colours, above the frame. */
    private void legend(List<Series> series) {
        StringBuilder names = new StringBuilder();
        for (Series one : series) {
            if (!one.name().isEmpty()) {
                names.append("<tspan dx=\"8\" fill=\"%s\">%s</tspan>".formatted(colour(one), escaped(one.name())));
            }
        }
        add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT - 8, TOP - 5, names);
    }

    private static String colour(Series series) {
        return COLOURS.get(series.colour() % COLOURS.size());
    }

    /** Tenths of a pixel are enough. */
    private static String px(double pixel) {
        String tenths = String.format(Locale.ROOT, "%.1f", pixel);
        return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
    }

    private static String escaped(String label) {
        return label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Formats are literals of this file; the annotation that would have them checked is a dependency more. */
    @SuppressWarnings("AnnotateFormatMethod")
    private void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
