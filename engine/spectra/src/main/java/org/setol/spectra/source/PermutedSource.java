package org.setol.spectra.source;

import org.setol.spectra.matrix.DerivedSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.random.Shuffle;

/**
 * A matrix with all its elements permuted: what is left of its spectrum is due to the elements, not to their places. The
 * permutation is a function of the seed, the stream and the shape; reading it twice gives the same matrix twice.
 *
 * @param source the matrix as it is
 * @param seed the user's
 * @param stream which permutation, see {@link #stream}
 */
public record PermutedSource(MatrixSource source, long seed, long stream) implements DerivedSource {

    private static final int REPLICA_BITS = 8;
    private static final int SLICE_BITS = 24;

    /**
     * The stream of one permutation.
     *
     * @param layer id of the layer in its file, not negative
     * @param slice which of its matrices, below 2^24
     * @param replica which permutation of it, below 256
     */
    public static long stream(int layer, int slice, int replica) {
        if (layer < 0 || slice < 0 || slice >= 1 << SLICE_BITS || replica < 0 || replica >= 1 << REPLICA_BITS) {
            throw new IllegalArgumentException("layer " + layer + ", slice " + slice + ", replica " + replica);
        }
        return ((long) layer << 32) | ((long) slice << REPLICA_BITS) | replica;
    }

    @Override
    public void copyTo(Matrix target) {
        source.copyTo(target);
        Shuffle.all(target, new RandomWords(seed, stream));
    }

    /**
     * The permutation undone.
     *
     * @param permuted as {@link #copyTo} wrote it, its elements perhaps changed since
     * @param restored gets the elements where the source has them
     */
    public void undo(Matrix permuted, Matrix restored) {
        Shuffle.undo(permuted, restored, new RandomWords(seed, stream));
    }

    /** The two phases follow each other. */
    @Override
    public long scratchBytes() {
        return Math.max(source.scratchBytes(), Shuffle.scratchBytes((long) rows() * cols()));
    }
}
