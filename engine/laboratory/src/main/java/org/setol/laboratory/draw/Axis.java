package org.setol.laboratory.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A scale from numbers to pixels.
 *
 * @param label what is measured
 * @param logarithmic decades instead of units
 * @param low smallest number shown
 * @param high largest
 */
record Axis(String label, boolean logarithmic, double low, double high) {

    private static final double MARGIN = 0.05;
    private static final int TICKS = 7;

    /** Shows all numbers, with a little room. */
    static Axis around(String label, boolean logarithmic, DoubleStream numbers) {
        double[] shown = numbers.filter(x -> Double.isFinite(x) && (!logarithmic || x > 0))
                .map(x -> logarithmic ? Math.log10(x) : x)
                .toArray();
        double low = DoubleStream.of(shown).min().orElse(0);
        double high = DoubleStream.of(shown).max().orElse(1);
        double room = high > low ? MARGIN * (high - low) : 0.5;
        return new Axis(label, logarithmic, low - room, high + room);
    }

    /** Where a number is, from 0 at the low end to 1 at the high one. */
    double place(double number) {
        double value = logarithmic ? Math.log10(number) : number;
        return (value - low) / (high - low);
    }

    boolean shows(double number) {
        double place = place(number);
        return place >= 0 && place <= 1;
    }

    /** Round numbers. */
    List<Double> ticks() {
        return logarithmic && high - low > 1.5 ? decades() : rounds();
    }

    private List<Double> decades() {
        List<Double> ticks = new ArrayList<>();
        for (double exponent = Math.ceil(low); exponent <= high; exponent++) {
            ticks.add(Math.pow(10, exponent));
        }
        return ticks;
    }

    private List<Double> rounds() {
        double from = logarithmic ? Math.pow(10, low) : low;
        double to = logarithmic ? Math.pow(10, high) : high;
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double lead = rough / power;
        double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(from / step); k * step <= to; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    static String text(double tick) {
        if (tick == 0) {
            return "0";
        }
        double size = Math.abs(tick);
        String text = size >= 1e5 || size < 1e-4
                ? String.format(Locale.ROOT, "%.0e", tick)
                : String.format(Locale.ROOT, "%.4f", tick);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
