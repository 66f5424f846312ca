package org.setol.spectra.metrics;

import java.util.List;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLawFit;
import org.setol.spectra.fit.PowerLawOutcome;
import org.setol.spectra.fit.TailOutcome;
import org.setol.spectra.source.WindowGrid;

/**
 * FARMS, fixed-aspect-ratio matrix subsampling (Hu, Goel, Killiakov and Yang 2025, arXiv:2506.06280): the exponents of
 * the average ESD of equal windows of a matrix, which do not depend on the aspect ratio of the matrix, as those of its own
 * ESD do. Averaging ESDs of equally many eigenvalues is pooling the eigenvalues.
 *
 * <p>Deviations from the authors' code (github.com/HUST-AI-HYZ/FARMS): windows of aspect ratio Q lie along the longer side
 * of the matrix, whichever that is, not always along the columns; windows that do not fit shrink (theirs, for Q above 1, read
 * beyond the matrix and come out narrower); the kernel positions of a convolution are sampled as any matrix is,
 * where they cut each into squares along its longer side and average the exponents of these.
 *
 * @param grid the windows on one matrix of the layer
 * @param windows how many there are on all
 * @param alpha Clauset's exponent of the pooled ESD, to be set beside the layer's own
 * @param hill TempBalance's and AlphaPruning's, which the authors use
 */
public record Farms(WindowGrid grid, int windows, PowerLawOutcome alpha, Hill hill) implements Finding {

    /** The windows on a layer's matrices. */
    public static WindowGrid grid(int rows, int cols, FarmsOptions options) {
        return WindowGrid.of(rows, cols, options.rows(), options.aspectRatio(), options.perSide());
    }

    /**
     * From the windows' spectra.
     *
     * @param singularValues of each window of each of the layer's matrices, ascending; none where no window fits
     * @param scale factor of every eigenvalue, as in {@link Esd#pool}
     */
    public static Farms of(WindowGrid grid, List<double[]> singularValues, double scale, MetricsMode mode) {
        if (singularValues.isEmpty()) {
            NoFit none = new NoFit("no window of that aspect ratio fits");
            return new Farms(grid, 0, none, new Hill(none, none));
        }
        Esd esd = Esd.pool(singularValues, grid.height(), grid.width(), scale, mode);
        TailOutcome outcome =
                new TailFitter(MetricsOptions.BASE.withMode(mode)).fit(esd).outcome();
        PowerLawOutcome alpha = outcome instanceof PowerLawOutcome law ? law : new NoFit("not a power law");
        return new Farms(grid, singularValues.size(), alpha, Hill.of(esd, mode));
    }

    /** Shorter by longer side of the windows, e.g. {@code 100x200}. */
    public String shape() {
        return Math.min(grid.height(), grid.width()) + "x" + Math.max(grid.height(), grid.width());
    }

    @Override
    public String reason() {
        String words = switch (alpha) {
            case PowerLawFit fit -> hill.reason();
            case NoFit none -> none.reason();
        };
        return words.isEmpty() ? "" : "farms: " + words;
    }
}
