package org.setol.laboratory.results;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.setol.laboratory.network.Checkpoint;
import org.setol.laboratory.network.Dense;
import org.setol.laboratory.network.Network;
import org.setol.laboratory.train.Recipe;
import org.setol.models.ModelException;
import org.setol.spectra.Spectrum;
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
    public static Spectra of(Recipe recipe, Path checkpoint, int inputs, int classes) throws ModelException {
        try (Arena arena = Arena.ofConfined()) {
            Network network = Network.allocate(
                    arena, List.of(inputs, Network.MLP3.get(1), Network.MLP3.get(2), classes));
            Checkpoint.read(checkpoint, network);
            Dense layer = network.layers().getFirst();
            double[] own = eigenvalues(layer.weights());
            Shuffle.all(layer.weights(), new RandomWords(recipe.seed(), PERMUTATION));
            double[] permuted = eigenvalues(layer.weights());
            double sum = 0;
            for (double value : own) {
                sum += value;
            }
            scale(own, own.length / sum);
            scale(permuted, permuted.length / sum);
            return new Spectra(recipe, own, permuted);
        }
    }

    private static double[] eigenvalues(Matrix weights) {
        float[] rowMajor = weights.segment()
                .asSlice(0, weights.size() * Float.BYTES)
                .toArray(ValueLayout.JAVA_FLOAT);
        return Spectrum.of(rowMajor, weights.rows(), weights.cols()).eigenvalues();
    }

    private static void scale(double[] values, double factor) {
        for (int k = 0; k < values.length; k++) {
            values[k] *= factor;
        }
    }
}
