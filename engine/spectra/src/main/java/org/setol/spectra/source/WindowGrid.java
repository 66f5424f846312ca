package org.setol.spectra.source;

import java.util.ArrayList;
import java.util.List;
import org.setol.spectra.matrix.MatrixSource;

/**
 * Equal windows spread over a matrix, as FARMS lays them (Hu, Goel, Killiakov and Yang 2025, arXiv:2506.06280; the
 * {@code fixed_sampling} of its authors' code): along each side at most so many, at the multiples of (side - window) /
 * (most - 1), rounded down, from 0. They overlap or leave gaps as that makes them.
 *
 * @param rows of the matrix
 * @param cols of the matrix
 * @param height of a window
 * @param width of a window
 * @param perSide most windows along one side
 */
public record WindowGrid(int rows, int cols, int height, int width, int perSide) {

    /**
     * Windows whose longer side is {@code aspectRatio} times the shorter, laid along the matrix's longer side. A window too
     * large for the matrix shrinks to the largest of that shape that fits.
     *
     * @param shorter shorter side wanted
     * @param aspectRatio longer by shorter side, at least 1
     */
    public static WindowGrid of(int rows, int cols, int shorter, double aspectRatio, int perSide) {
        int fits = (int) Math.min(Math.min(rows, cols), Math.max(rows, cols) / aspectRatio);
        int shortSide = Math.min(shorter, fits);
        int longSide = (int) (shortSide * aspectRatio);
        return rows >= cols
                ? new WindowGrid(rows, cols, longSide, shortSide, perSide)
                : new WindowGrid(rows, cols, shortSide, longSide, perSide);
    }

    /** How many windows there are; 0 when not one row or column fits. */
    public int count() {
        return height < 1 || width < 1 ? 0 : count(rows, height) * count(cols, width);
    }

    /** All windows, row by row. */
    public List<MatrixSource> over(MatrixSource matrix) {
        if (matrix.rows() != rows || matrix.cols() != cols) {
            throw new IllegalArgumentException(
                    "grid is for " + rows + " x " + cols + ", matrix is " + matrix.rows() + " x " + matrix.cols());
        }
        List<MatrixSource> windows = new ArrayList<>();
        for (int k = 0; k < count(); k++) {
            int i = k / count(cols, width);
            int j = k % count(cols, width);
            windows.add(Window.of(matrix, i * step(rows, height), j * step(cols, width), height, width));
        }
        return windows;
    }

    private int step(int side, int window) {
        return perSide == 1 ? side : Math.max(1, (side - window) / (perSide - 1));
    }

    private int count(int side, int window) {
        return Math.min(perSide, (side - window) / step(side, window) + 1);
    }
}
