package org.setol.laboratory.figures;

import java.util.ArrayList;
import java.util.List;
import org.setol.laboratory.draw.Panel;
import org.setol.laboratory.draw.Series;
import org.setol.laboratory.draw.Series.Point;
import org.setol.laboratory.results.RunResult;
import org.setol.laboratory.results.Spectra;

/** Densities of FC1's eigenvalues at the end of runs: Fig 20 and 25. */
public final class SpectraFigures {

    private static final int BINS = 40;

    private SpectraFigures() {}

    /**
     * Both figures.
     *
     * @param spectra of some runs
     * @param runs all of them, for where tails start
     */
    public static List<Figure> of(List<Spectra> spectra, List<RunResult> runs) {
        if (spectra.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Figure(
                        "fig20",
                        "Spectrum of FC1 (mean 1); PL tail from the blue line on, ERG tail from the orange one",
                        spectra.stream().map(one -> tails(one, runs)).toList(),
                        3),
                new Figure(
                        "fig25",
                        "Spectrum of FC1 and of its elements permuted: a correlation trap stands apart to the right",
                        spectra.stream().map(SpectraFigures::traps).toList(),
                        3));
    }

    private static Panel tails(Spectra spectra, List<RunResult> runs) {
        List<Series> series = new ArrayList<>();
        Series density = Series.curve("", 6, histogram(spectra.own(), spectra.own()));
        series.add(density);
        double top = density.points().stream().mapToDouble(Point::y).max().orElse(1);
        runs.stream()
                .filter(run -> run.recipe().equals(spectra.recipe()))
                .findFirst()
                .ifPresent(run -> {
                    series.add(upright("PL", 0, run.get("fc1.mu_pl_min"), top));
                    series.add(upright("ERG", 1, run.get("fc1.mu_erg_min"), top));
                });
        return Panel.of(title(spectra), "mu", "density of ln mu", series).withLogX();
    }

    private static Series upright(String name, int colour, double at, double top) {
        return Series.curve(name, colour, List.of(new Point(at, 0), new Point(at, top)));
    }

    private static Panel traps(Spectra spectra) {
        return Panel.of(
                        title(spectra),
                        "mu",
                        "density of ln mu",
                        List.of(
                                Series.curve("trained", 2, histogram(spectra.own(), spectra.own())),
                                Series.curve("permuted", 5, histogram(spectra.permuted(), spectra.own()))))
                .withLogX();
    }

    private static String title(Spectra spectra) {
        return "FC1, " + Math.round(spectra.recipe().multiple()) + "x";
    }

    /** Outline of the histogram of ln x over the range of {@code all}. */
    private static List<Point> histogram(double[] x, double[] all) {
        double low = Math.log(all[0]);
        double high = Math.log(all[all.length - 1]) + 1e-9;
        double width = (high - low) / BINS;
        int[] counts = new int[BINS];
        for (double value : x) {
            int bin = (int) Math.floor((Math.log(value) - low) / width);
            if (bin >= 0 && bin < BINS) {
                counts[bin]++;
            }
        }
        List<Point> outline = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            double density = counts[bin] / (x.length * width);
            outline.add(new Point(Math.exp(low + bin * width), density));
            outline.add(new Point(Math.exp(low + (bin + 1) * width), density));
        }
        return outline;
    }
}
