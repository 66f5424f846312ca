package org.setol.analysis.run;

import java.util.List;
import org.setol.analysis.AnalysisOptions;
import org.setol.models.layers.Layer;

/**
 * How many threads a matrix gets: one, beside others, or all of them, alone. Decided from the shapes of the whole model and
 * the options, so that it does not depend on timing.
 *
 * <p>Matrices side by side on a thread each never took longer than one after the other on all threads, and OpenBLAS's
 * waiting threads spin when something else wants the cores (benchmarks/NOTES.md, entry 6). So a matrix runs alone only when
 * it is large and there is nothing to run beside it, or no memory for it.
 *
 * @param threads threads in all
 * @param memoryBytes most memory for matrices and workspaces
 * @param largeMatrices matrices of the model with at least {@value #LARGE} eigenvalues
 */
public record ThreadShares(int threads, long memoryBytes, long largeMatrices) {

    /** Eigenvalues from which two threads are faster than one at all (benchmarks/NOTES.md, entry 6). */
    private static final int LARGE = 1024;

    /** A float64 matrix, its Gram matrix or a second copy, and workspace. */
    private static final int BYTES_AN_ELEMENT = 3 * Double.BYTES;

    /** Shares of a model's layers. */
    public static ThreadShares of(List<Layer> layers, AnalysisOptions options) {
        long large = layers.stream()
                .filter(layer -> layer.M() >= LARGE)
                .mapToLong(layer -> layer.slices().size())
                .sum();
        return new ThreadShares(options.threads(), options.memoryBytes(), large);
    }

    /** Threads for a matrix of this shape. */
    public int of(int rows, int cols) {
        if (Math.min(rows, cols) < LARGE) {
            return 1;
        }
        boolean alone = largeMatrices < threads || (double) BYTES_AN_ELEMENT * rows * cols * threads > memoryBytes;
        return alone ? threads : 1;
    }
}
