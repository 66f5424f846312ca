package org.setol.spectra.metrics;

/**
 * Which windows FARMS lays. The defaults are those of its authors' experiments on image classifiers: square, 100 rows, and
 * the 10 a side of their code (9 there in the experiments; 2000 rows and 10 or 15 a side on language models).
 *
 * @param aspectRatio longer by shorter side of a window, at least 1
 * @param rows shorter side of a window, at least 2; smaller where the matrix is
 * @param perSide most windows along one side of the matrix, at least 1
 */
public record FarmsOptions(double aspectRatio, int rows, int perSide) {

    public static final FarmsOptions DEFAULTS = new FarmsOptions(1, 100, 10);

    public FarmsOptions {
        if (!(aspectRatio >= 1 && aspectRatio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the aspect ratio of windows must be at least 1, not " + aspectRatio);
        }
        if (rows < 2) {
            throw new IllegalArgumentException("windows need at least 2 rows, not " + rows);
        }
        if (perSide < 1) {
            throw new IllegalArgumentException("there must be at least 1 window a side, not " + perSide);
        }
    }
}
