package org.setol.analysis.rewrite;

import java.util.Arrays;
import java.util.List;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/** Which directions of a layer's matrices stay. */
sealed interface Directions {

    /**
     * Some do not.
     *
     * @param sources the matrices that have them: the layer's, or their permutations
     * @param bases their vectors, ascending, as long as the arena they were asked for with
     * @param top how many of the largest, matrix by matrix. The array is not copied
     * @param keepTop whether these stay or go
     * @param squaredNorm sum of squares of all singular values
     */
    record Some(
            List<? extends MatrixSource> sources, List<Matrix> bases, int[] top, boolean keepTop, double squaredNorm)
            implements Directions {

        /** All there are. */
        long all() {
            return bases.stream().mapToLong(Matrix::rows).sum();
        }

        long kept() {
            long named = Arrays.stream(top).asLongStream().sum();
            return keepTop ? named : all() - named;
        }
    }

    /**
     * All stay.
     *
     * @param reason one line
     */
    record All(String reason) implements Directions {}
}
