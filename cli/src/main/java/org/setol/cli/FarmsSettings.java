package org.setol.cli;

import org.jspecify.annotations.Nullable;
import org.setol.spectra.metrics.FarmsOptions;
import picocli.CommandLine.Option;

/** Options of the windows of fixed aspect ratio; shared by analyze and demo. */
final class FarmsSettings {

    @Option(
            names = "--farms",
            description =
                    "Also fit the pooled spectra of equal windows of every matrix, whose exponents do not depend on "
                            + "its aspect ratio (FARMS).")
    private boolean farms;

    @Option(
            names = "--farms-q",
            paramLabel = "Q",
            description = "Longer by shorter side of a window, at least 1 (default: 1).")
    private @Nullable Double aspectRatio;

    @Option(
            names = "--farms-rows",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Shorter side of a window, less where the matrix is smaller (default: 100).")
    private @Nullable Integer rows;

    @Option(
            names = "--farms-per-side",
            paramLabel = "N",
            converter = Positive.IntConverter.class,
            description = "Most windows along one side of a matrix (default: 10).")
    private @Nullable Integer perSide;

    boolean areWanted() {
        return farms;
    }

    FarmsOptions options() {
        if (!farms && (aspectRatio != null || rows != null || perSide != null)) {
            throw new UsageException("--farms-q, --farms-rows and --farms-per-side need --farms");
        }
        FarmsOptions defaults = FarmsOptions.DEFAULTS;
        try {
            return new FarmsOptions(
                    aspectRatio == null ? defaults.aspectRatio() : aspectRatio,
                    rows == null ? defaults.rows() : rows,
                    perSide == null ? defaults.perSide() : perSide);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
