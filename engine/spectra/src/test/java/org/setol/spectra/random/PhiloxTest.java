package org.setol.spectra.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PhiloxTest {

    private static String block(long index, long stream, long key) {
        int[] out = new int[Philox.WORDS];
        Philox.block(index, stream, key, out, 0);
        return "%08x %08x %08x %08x".formatted(out[0], out[1], out[2], out[3]);
    }

    /** The philox4x32-10 lines of Random123's known-answer file kat_vectors. */
    @Test
    void givesTheKnownAnswers() {
        assertThat(block(0, 0, 0)).isEqualTo("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
        assertThat(block(-1, -1, -1)).isEqualTo("408f276d 41c83b0e a20bc7c6 6d5451fd");
        assertThat(block(0x85a308d3243f6a88L, 0x0370734413198a2eL, 0x299f31d0a4093822L))
                .isEqualTo("d16cfe09 94fdcceb 5001e420 24126ea1");
    }

    @Test
    void wordsAreTheBlocksOneAfterTheOther() {
        RandomWords words = new RandomWords(7, 9);
        int[] out = new int[Philox.WORDS];
        for (int block = 0; block < 600; block++) {
            Philox.block(block, 9, 7, out, 0);
            for (int word : out) {
                assertThat(words.next()).isEqualTo(word);
            }
        }
    }

    /** Chi-square of 6 cells over 60,000 draws: 5 degrees of freedom, above 25.7 once in 10,000. */
    @Test
    void boundedDrawsAreUniform() {
        RandomWords words = new RandomWords(1, 1);
        int[] counts = new int[6];
        for (int k = 0; k < 60_000; k++) {
            counts[(int) words.below(6)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000;
        }
        assertThat(chiSquare).isLessThan(25.7);
    }

    /** 3 * 2^30 does not divide 2^32: without rejection the lower third would come up half the time. */
    @Test
    void boundsThatDoNotDivideTheWordsAreFairToo() {
        for (long bound : new long[] {3L << 30, 3L << 61, (1L << 32) + 1, Long.MAX_VALUE}) {
            RandomWords words = new RandomWords(3, bound);
            int low = 0;
            for (int k = 0; k < 30_000; k++) {
                long drawn = words.below(bound);
                assertThat(drawn).isBetween(0L, bound - 1);
                low += drawn < bound / 3 ? 1 : 0;
            }
            // 10,000 expected, standard deviation 82.
            assertThat(low).isBetween(9_600, 10_400);
        }
    }

    @Test
    void uniformNumbersLieBetweenZeroAndOne() {
        RandomWords words = new RandomWords(5, 1);
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < n; k++) {
            double u = words.uniform();
            assertThat(u).isGreaterThan(0).isLessThan(1);
            sum += u;
            squares += u * u;
        }
        // Five standard deviations, sqrt(1/12 n) and sqrt(4/45 n).
        assertThat(sum / n).isBetween(0.5 - 0.0046, 0.5 + 0.0046);
        assertThat(squares / n).isBetween(1.0 / 3 - 0.0048, 1.0 / 3 + 0.0048);
    }
}
