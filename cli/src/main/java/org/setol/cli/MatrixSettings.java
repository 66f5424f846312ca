package org.setol.cli;

import java.util.Set;
import org.setol.spectra.metrics.Extra;
import picocli.CommandLine.Option;

/** Options that say which matrices are made of the layers, and what is asked of their vectors and gaps. */
final class MatrixSettings {

    @Option(
            names = "--vectors",
            description =
                    "Also how the eigenvectors are spread, in bulk and tail: entropy, localization, participation.")
    private boolean vectors;

    @Option(
            names = "--delta-es",
            description = "Also the gaps between neighbouring eigenvalues: do levels repel each other?")
    private boolean deltaEs;

    @Option(names = "--inverse", description = "The spectrum of the inverse: 1 / lambda in place of lambda.")
    private boolean inverse;

    @Option(
            names = "--glorot-fix",
            description = "Divide weights by sqrt(2 / ((N + M) rf)), Glorot and Bengio's; in place of conv2d_norm.")
    private boolean glorotFix;

    @Option(names = "--stacked", description = "One row: all layers standardized and stacked into one matrix.")
    private boolean stacked;

    @Option(names = "--intra", description = "A row for each layer and the next: the spectrum of their product.")
    private boolean intra;

    @Option(
            names = "--no-sparsify",
            description = "With --intra: nothing between the layers, where half of it is left out at random otherwise.")
    private boolean noSparsify;

    @Option(
            names = "--conv2d-fft",
            description = "Convolutions as the linear maps they are on a periodic 32 x 32 image.")
    private boolean conv2dFft;

    /** Adds what is asked for. */
    void addTo(Set<Extra> extras) {
        if (noSparsify && !intra) {
            throw new UsageException("--no-sparsify goes with --intra only");
        }
        addIf(vectors, Extra.VECTORS, extras);
        addIf(deltaEs, Extra.DELTA_ES, extras);
        addIf(inverse, Extra.INVERSE, extras);
        addIf(glorotFix, Extra.GLOROT_FIX, extras);
        addIf(stacked, Extra.STACKED, extras);
        addIf(intra, Extra.INTRA, extras);
        addIf(intra && !noSparsify, Extra.SPARSIFY, extras);
        addIf(conv2dFft, Extra.CONV2D_FFT, extras);
    }

    private static void addIf(boolean wanted, Extra extra, Set<Extra> extras) {
        if (wanted) {
            extras.add(extra);
        }
    }

    /** Refuses what needs the layers whole. */
    void check(boolean pool) {
        if (!pool && (stacked || intra || conv2dFft)) {
            String option = stacked ? "--stacked" : intra ? "--intra" : "--conv2d-fft";
            throw new UsageException(option + " takes layers whole; leave out --no-pool");
        }
    }
}
