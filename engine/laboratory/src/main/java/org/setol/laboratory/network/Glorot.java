package org.setol.laboratory.network;

import org.setol.spectra.random.RandomWords;

/**
 * Glorot and Bengio's normal start (2010, eq. 12 and 16): weights of variance 2 / (inputs + outputs), biases 0 (A.5). A
 * plain normal, as PyTorch's {@code xavier_normal_}; Keras truncates its own at two standard deviations.
 */
public final class Glorot {

    /** Streams of a seed: its first words say what for, see {@code Shuffling}. */
    private static final long STREAM = 0x676c6f726f74L << 16;

    private static final double WORD = 0x1p-32;
    private static final long LOW = 0xFFFFFFFFL;

    private Glorot() {}

    /** Fills the network; equal seeds give equal weights on every machine. */
    public static void fill(Network network, long seed) {
        for (int k = 0; k < network.layers().size(); k++) {
            fill(network.layers().get(k), new RandomWords(seed, STREAM + k));
        }
    }

    private static void fill(Dense layer, RandomWords words) {
        double deviation = Math.sqrt(2.0 / (layer.inputs() + layer.outputs()));
        for (int i = 0; i < layer.outputs(); i++) {
            layer.bias().set(0, i, 0);
            for (int j = 0; j < layer.inputs(); j++) {
                layer.weights().set(i, j, deviation * normal(words));
            }
        }
    }

    /** Box and Muller (1958), the cosine half, from two words. */
    private static double normal(RandomWords words) {
        double radius = Math.sqrt(-2 * StrictMath.log(((words.next() & LOW) + 0.5) * WORD));
        return radius * StrictMath.cos(2 * Math.PI * ((words.next() & LOW) * WORD));
    }
}
