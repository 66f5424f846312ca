package org.setol.spectra.fit;

import java.util.Arrays;
import org.setol.spectra.kernels.Kernels;

/**
 * Fits the scale of a Marchenko-Pastur bulk to an ESD: least squares against the density, sigma by brute force and then
 * Nelder-Mead, and counts what sticks out. The constants are WeightWatcher's.
 */
public final class MarchenkoPastur {

    /**
     * How seldom a matrix of independent elements may show a spike in {@link MpConvention#TEXTBOOK}: once in 100,000, so
     * that a model of a thousand layers shows one with probability 1 %.
     */
    public static final double FALSE_ALARM = 1e-5;

    private static final double FLUCTUATION_QUANTILE = TracyWidom.upperQuantile(FALSE_ALARM);

    private static final double BANDWIDTH = 0.1;
    private static final int GRID = 1000;
    private static final double BEYOND_LARGEST = 0.5;

    /** Points where the density is not above this do not count. */
    private static final double NEGLIGIBLE = 0.01;

    private MarchenkoPastur() {}

    /**
     * The bulk that fits best.
     *
     * <p>Cost: about n window passes for the density and 230 passes over at most 1000 points, 2 ms.
     *
     * @param eigenvalues ascending, non-negative, at least one; not changed; of several matrices of one shape when pooled
     * @param rows N, the longer side of each matrix
     * @param cols M, the shorter side
     * @return the fit, or why there is none: a spectrum of zeros, or one so scattered that
     *     no density exceeds 0.01
     */
    public static MpOutcome fit(double[] eigenvalues, int rows, int cols, MpConvention convention) {
        double sum = Kernels.sum(eigenvalues);
        if (!(sum > 0) || Double.isInfinite(sum)) {
            return new NoFit("a Marchenko-Pastur fit needs eigenvalues of finite positive sum, theirs is " + sum);
        }
        int n = eigenvalues.length;
        double scale = Math.sqrt(n) / Math.sqrt(sum);
        double[] mu = new double[n];
        for (int i = 0; i < n; i++) {
            mu[i] = scale * scale * eigenvalues[i];
        }
        double aspectRatio = (double) rows / cols;
        Density density = Density.of(mu, aspectRatio);
        if (density.points().length == 0) {
            return new NoFit("the eigenvalues are nowhere dense enough for a Marchenko-Pastur fit");
        }
        double start = Math.sqrt(mu[n - 1]) / (1 + 1 / Math.sqrt(aspectRatio));
        MpResidual residual = MpResidual.of(density.points(), density.values(), aspectRatio, convention);
        double sigma = NelderMead.minimum(residual, bruteForce(residual, start));
        return describe(mu, scale, sigma, rows, cols, convention);
    }

    /** Where the density is not negligible. */
    private record Density(double[] points, double[] values) {

        /** Of the eigenvalues, or of the singular values for a square matrix. */
        static Density of(double[] mu, double aspectRatio) {
            double[] data = aspectRatio == 1 ? Arrays.stream(mu).map(Math::sqrt).toArray() : mu;
            double[] grid = grid(data[data.length - 1] + BEYOND_LARGEST);
            double[] density = KernelDensity.TRIANGULAR.on(data, BANDWIDTH, grid);
            int kept = 0;
            for (int k = 0; k < GRID; k++) {
                if (density[k] > NEGLIGIBLE) {
                    grid[kept] = grid[k];
                    density[kept++] = density[k];
                }
            }
            return new Density(Arrays.copyOf(grid, kept), Arrays.copyOf(density, kept));
        }

        private static double[] grid(double end) {
            double[] grid = new double[GRID];
            double step = end / (GRID - 1);
            for (int k = 0; k < GRID; k++) {
                grid[k] = k * step;
            }
            grid[GRID - 1] = end;
            return grid;
        }
    }

    /** (sigma (1 + 1 / sqrt Q))^2, in mu. */
    static double upperEdge(double sigma, double aspectRatio) {
        double root = sigma * (1 + Math.sqrt(1 / aspectRatio));
        return root * root;
    }

    /** (sigma (1 - 1 / sqrt Q))^2, in mu. */
    static double lowerEdge(double sigma, double aspectRatio) {
        double root = sigma * (1 - Math.sqrt(1 / aspectRatio));
        return root * root;
    }

    /** The first of the smallest residuals over [0.05, 2) start in steps of 0.01 start. */
    private static double bruteForce(MpResidual residual, double start) {
        double from = 0.05 * start;
        double step = 0.01 * start;
        int count = (int) Math.ceil((2.0 * start - from) / step);
        double best = from;
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            double sigma = k * step + from;
            double value = residual.applyAsDouble(sigma);
            if (value < smallest) {
                smallest = value;
                best = sigma;
            }
        }
        return best;
    }

    private static MpFit describe(
            double[] mu, double scale, double sigma, int rows, int cols, MpConvention convention) {
        double aspectRatio = (double) rows / cols;
        double upper = upperEdge(sigma, aspectRatio);
        // A bulk of n x m elements of variance 1 has mean eigenvalue n: mu / sigma^2 is lambda / N there.
        double unit = sigma * sigma / rows;
        double fluctuation = rows < 2 ? 0 : unit * TracyWidom.scale(rows, cols);
        double threshold = switch (convention) {
            case WEIGHTWATCHER ->
                upper
                        + Math.sqrt(1
                                / Math.sqrt(aspectRatio)
                                * StrictMath.pow(upper, 2.0 / 3)
                                * StrictMath.pow(cols, -2.0 / 3));
            case TEXTBOOK -> unit * TracyWidom.centre(rows, cols) + FLUCTUATION_QUANTILE * fluctuation;
        };
        double squared = scale * scale;
        return new MpFit(
                sigma,
                scale,
                lowerEdge(sigma, aspectRatio) / squared,
                upper / squared,
                threshold / squared,
                fluctuation / squared,
                countAbove(mu, threshold),
                upper / mu[mu.length - 1]);
    }

    private static int countAbove(double[] ascending, double threshold) {
        int first = ascending.length;
        while (first > 0 && ascending[first - 1] > threshold) {
            first--;
        }
        return ascending.length - first;
    }
}
