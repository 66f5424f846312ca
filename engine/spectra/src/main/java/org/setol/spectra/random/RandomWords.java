package org.setol.spectra.random;

/** The words of one Philox stream, one after the other. Equal streams give equal words; not for several threads. */
public final class RandomWords {

    private static final int BUFFER = 1024;
    private static final long LOW = 0xFFFFFFFFL;
    private static final long WORD = 1L << 32;

    private final long seed;
    private final long stream;
    private final int[] words = new int[BUFFER];
    private int used = BUFFER;
    private long nextBlock;

    /**
     * From its beginning.
     *
     * @param seed the user's
     * @param stream what the words are for; different streams of one seed are independent
     */
    public RandomWords(long seed, long stream) {
        this.seed = seed;
        this.stream = stream;
    }

    /** 32 random bits. */
    public int next() {
        if (used == BUFFER) {
            for (int at = 0; at < BUFFER; at += Philox.WORDS) {
                Philox.block(nextBlock++, stream, seed, words, at);
            }
            used = 0;
        }
        return words[used++];
    }

    /** A number in (0, 1): the middles of 2^52 equal parts, each equally likely. */
    public double uniform() {
        return ((bits63() >>> 11) + 0.5) * 0x1p-52;
    }

    /**
     * A whole number in [0, bound), each equally likely: Lemire's multiplication (2019, arXiv:1805.10941), words that would
     * favour some numbers thrown away. Bounds beyond 2^32 take two words and are rejected by their highest multiple.
     *
     * @param bound positive
     */
    public long below(long bound) {
        if (bound > WORD) {
            return belowLarge(bound);
        }
        long product = (next() & LOW) * bound;
        if ((product & LOW) < bound) {
            long unfair = WORD % bound;
            while ((product & LOW) < unfair) {
                product = (next() & LOW) * bound;
            }
        }
        return product >>> 32;
    }

    private long belowLarge(long bound) {
        long bits = bits63();
        long number = bits % bound;
        while (bits - number + (bound - 1) < 0) {
            bits = bits63();
            number = bits % bound;
        }
        return number;
    }

    private long bits63() {
        long high = next() & LOW;
        return ((high << 32) | (next() & LOW)) >>> 1;
    }
}
