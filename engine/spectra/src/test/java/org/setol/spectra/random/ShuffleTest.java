package org.setol.spectra.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class ShuffleTest {

    /** Where each place's element came from. */
    private static int[] permutation(int size, Precision precision, long seed, long stream) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 1, size, precision);
            for (int k = 0; k < size; k++) {
                matrix.set(0, k, k);
            }
            Shuffle.all(matrix, new RandomWords(seed, stream));
            return IntStream.range(0, size).map(k -> (int) matrix.get(0, k)).toArray();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100, 262_144, 262_145, 700_000})
    void everyElementIsThereOnceInBothPrecisions(int size) {
        int[] shuffled = permutation(size, Precision.FLOAT64, 5, 8);
        assertThat(permutation(size, Precision.FLOAT32, 5, 8)).isEqualTo(shuffled);
        Arrays.sort(shuffled);
        for (int k = 0; k < size; k++) {
            assertThat(shuffled[k]).isEqualTo(k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 262_145})
    void undoingPutsEveryElementBack(int size) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 1, size, Precision.FLOAT32);
            for (int k = 0; k < size; k++) {
                matrix.set(0, k, k);
            }
            Shuffle.all(matrix, new RandomWords(5, 8));
            Matrix restored = Matrix.allocate(arena, 1, size, Precision.FLOAT32);
            Shuffle.undo(matrix, restored, new RandomWords(5, 8));
            for (int k = 0; k < size; k++) {
                assertThat(restored.get(0, k)).isEqualTo(k);
            }
        }
    }

    /** Frozen, and found by a second implementation in Python: a seed means the same in all versions, on all machines. */
    @Test
    void aSeedMeansThisPermutationForever() {
        assertThat(permutation(12, Precision.FLOAT64, 1, 0)).containsExactly(4, 7, 1, 0, 3, 2, 8, 11, 6, 5, 9, 10);
        assertThat(Arrays.hashCode(permutation(300_000, Precision.FLOAT64, 1, 0)))
                .isEqualTo(1272151853);
    }

    @Test
    void seedsAndStreamsGiveDifferentPermutations() {
        int[] one = permutation(50, Precision.FLOAT64, 1, 1);
        assertThat(permutation(50, Precision.FLOAT64, 2, 1)).isNotEqualTo(one);
        assertThat(permutation(50, Precision.FLOAT64, 1, 2)).isNotEqualTo(one);
    }

    /** Chi-square of the 24 permutations of four over 24,000 shuffles: 23 degrees of freedom, above 58 once in 10,000. */
    @Test
    void allPermutationsOfFourAreEquallyLikely() {
        int[] counts = new int[256];
        for (int stream = 0; stream < 24_000; stream++) {
            int[] p = permutation(4, Precision.FLOAT64, 11, stream);
            counts[p[0] << 6 | p[1] << 4 | p[2] << 2 | p[3]]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += count == 0 ? 0 : (count - 1000.0) * (count - 1000.0) / 1000;
        }
        assertThat(Arrays.stream(counts).filter(count -> count > 0).count()).isEqualTo(24);
        assertThat(chiSquare).isLessThan(58);
    }

    /**
     * Shuffled pile by pile too, an element may go anywhere: places in 16 cells by 16 cells of origin, chi-square
     * with 225 degrees of freedom, above 312 once in 10,000.
     */
    @Test
    void elementsOfLargeMatricesGoEverywhere() {
        int size = 1 << 19;
        int[] shuffled = permutation(size, Precision.FLOAT64, 2, 2);
        double[][] counts = new double[16][16];
        for (int k = 0; k < size; k++) {
            counts[k >> 15][shuffled[k] >> 15]++;
        }
        double chiSquare = 0;
        for (double[] row : counts) {
            for (double count : row) {
                chiSquare += (count - 2048) * (count - 2048) / 2048;
            }
        }
        assertThat(chiSquare).isBetween(150.0, 312.0);
    }

    @Test
    void onlyPiledElementsNeedScratch() {
        assertThat(Shuffle.scratchBytes(262_144)).isZero();
        assertThat(Shuffle.scratchBytes(262_145)).isEqualTo(262_145);
    }
}
