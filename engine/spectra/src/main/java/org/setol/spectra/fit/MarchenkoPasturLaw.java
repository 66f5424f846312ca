package org.setol.spectra.fit;

/**
 * The Marchenko-Pastur distribution of the eigenvalues of W'W, W being rows x cols, rows &ge; cols, with independent
 * elements of mean 0 (Marchenko and Pastur 1967): x = lambda / (rows variance) lies in [a, b] = (1 -+ sqrt y)^2 with
 * y = cols / rows. Sides need not be whole: taking spikes off a matrix takes from both.
 *
 * @param rows N, the longer side
 * @param cols M, the shorter side
 * @param variance of the elements
 */
public record MarchenkoPasturLaw(double rows, double cols, double variance) {

    public MarchenkoPasturLaw {
        if (!(cols > 0) || !(rows >= cols) || !(variance > 0)) {
            throw new IllegalArgumentException(
                    "no Marchenko-Pastur law of " + rows + " x " + cols + " elements of variance " + variance);
        }
    }

    /** The law of mean 1 at a ratio y = M / N of (0, 1]. */
    public static MarchenkoPasturLaw ofMeanOne(double ratio) {
        return new MarchenkoPasturLaw(1, ratio, 1);
    }

    /** Smallest eigenvalue. */
    public double lowerEdge() {
        double root = Math.sqrt(rows) - Math.sqrt(cols);
        return variance * (root * root);
    }

    /** Largest eigenvalue. */
    public double upperEdge() {
        double root = Math.sqrt(rows) + Math.sqrt(cols);
        return variance * (root * root);
    }

    /**
     * P(lambda &le; value), in closed form; absolute error a few 1e-16 / y, next to the edges the square root of that.
     */
    public double cdf(double lambda) {
        double unit = rows * variance;
        double y = cols / rows;
        double root = Math.sqrt(y);
        double toLower = lambda / unit - (1 - root) * (1 - root);
        double toUpper = (1 + root) * (1 + root) - lambda / unit;
        if (!(toLower > 0)) {
            return 0;
        }
        if (!(toUpper > 0)) {
            return 1;
        }
        double a = (1 - root) * (1 - root);
        double b = (1 + root) * (1 + root);
        double r = Math.sqrt(toUpper / toLower);
        double sum = Math.sqrt(toUpper * toLower) - (1 + y) * StrictMath.atan((r * r - 1) / (2 * r));
        if (y < 1) {
            sum += (1 - y) * StrictMath.atan((a * (r * r) - b) / (2 * (1 - y) * r));
        }
        return Math.clamp(0.5 + sum / (2 * Math.PI * y), 0, 1);
    }
}
