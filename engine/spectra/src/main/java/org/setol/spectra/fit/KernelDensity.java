package org.setol.spectra.fit;

import org.setol.spectra.kernels.Kernels;

/**
 * Kernel density estimates on a grid. A window of the sorted data slides over the grid and holds what can count at a
 * point, so the cost is the number of (point, datum) pairs that are near each other, and nothing cancels as it would in
 * running sums.
 */
public enum KernelDensity {
    /** max(0, 1 - |z|); the window is the kernel's support, so the sum is the direct one. scikit-learn's "linear". */
    TRIANGULAR(1) {
        @Override
        double sum(double[] x, int from, int to, double at, double bandwidth) {
            return Kernels.triangleSum(x, from, to, at, bandwidth);
        }

        @Override
        double mass() {
            return 1;
        }
    },
    /** exp(-z^2 / 2) / sqrt(2 pi); what lies beyond 9 bandwidths is left out: less than 3e-18 of a datum's peak each. */
    GAUSSIAN(9) {
        @Override
        double sum(double[] x, int from, int to, double at, double bandwidth) {
            return Kernels.gaussianSum(x, from, to, at, bandwidth);
        }

        @Override
        double mass() {
            return Math.sqrt(2 * Math.PI);
        }
    };

    private final double reach;

    KernelDensity(double reach) {
        this.reach = reach;
    }

    abstract double sum(double[] x, int from, int to, double at, double bandwidth);

    abstract double mass();

    /**
     * The density at every point of the grid, (1 / (n h)) sum K((point - x) / h): the direct sum over all data to 1e-14
     * of its largest possible value 1 / h.
     *
     * @param sorted data, ascending, at least one
     * @param bandwidth h, positive
     * @param grid ascending points
     */
    public double[] on(double[] sorted, double bandwidth, double[] grid) {
        double[] density = new double[grid.length];
        double norm = sorted.length * bandwidth * mass();
        int from = 0;
        int to = 0;
        for (int k = 0; k < grid.length; k++) {
            double low = grid[k] - reach * bandwidth;
            double high = grid[k] + reach * bandwidth;
            while (from < sorted.length && sorted[from] < low) {
                from++;
            }
            while (to < sorted.length && sorted[to] <= high) {
                to++;
            }
            density[k] = sum(sorted, Math.min(from, to), to, grid[k], bandwidth) / norm;
        }
        return density;
    }
}
