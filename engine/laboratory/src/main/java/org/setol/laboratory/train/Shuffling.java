package org.setol.laboratory.train;

import org.setol.spectra.random.RandomWords;

/** The order of the examples in an epoch: a function of seed and epoch, so that a run can go on anywhere. */
final class Shuffling {

    private static final long STREAM = 0x65706f6368L << 24;

    private Shuffling() {}

    /** A permutation of 0..count-1, every one equally likely (Fisher and Yates). */
    static int[] order(int count, long seed, int epoch) {
        RandomWords words = new RandomWords(seed, STREAM + epoch);
        int[] order = new int[count];
        for (int k = 0; k < count; k++) {
            int other = (int) words.below(k + 1L);
            order[k] = order[other];
            order[other] = k;
        }
        return order;
    }
}
