package org.setol.laboratory.results;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import org.setol.laboratory.network.Checkpoint;
import org.setol.laboratory.train.Recipe;
import org.setol.models.ModelException;
import org.setol.spectra.Spectrum;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.random.Shuffle;

/**
 * The spectrum of FC1 at the end of a run, and that of its elements permuted, both scaled so that the first has mean 1.
 *
 * @param own ascending; not copied
 * @param permuted ascending; not copied
 */
public record Spectra(Recipe recipe, double[] own, double[] permuted) {

    private static final long PERMUTATION = 25;

    /** Of a checkpoint. */
    public static Spectra of(Recipe recipe, Path checkpoint) throws ModelException {
        try (Arena arena = Arena.ofConfined()) {
            Matrix weights = Checkpoint.weights(checkpoint, "fc1", arena);
            double[] own = eigenvalues(weights);
            Shuffle.all(weights, new RandomWords(recipe.seed(), PERMUTATION));
            double[] permuted = eigenvalues(weights);
            double scale = own.length / Kernels.sum(own);
            return new Spectra(recipe, scaled(own, scale), scaled(permuted, scale));
        }
    }

    private static double[] eigenvalues(Matrix weights) {
        float[] rowMajor =
                weights.segment().asSlice(0, weights.size() * Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
        return Spectrum.of(rowMajor, weights.rows(), weights.cols()).eigenvalues();
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }
}
