package org.setol.spectra.fit;

/** Seeds of independent streams out of one seed. */
public final class Seeds {

    private Seeds() {}

    /** A seed for stream {@code number} of {@code seed}: two rounds of the SplitMix64 finaliser (Steele et al. 2014). */
    public static long mix(long seed, long number) {
        return finish(finish(seed) + 0x9e3779b97f4a7c15L * (number + 1));
    }

    private static long finish(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
