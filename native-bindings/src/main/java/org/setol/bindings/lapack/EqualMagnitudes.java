package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.setol.spectra.matrix.Matrix;

/**
 * Which columns (of a wide matrix, rows) of float32 weights hold few magnitudes: constants, masks, one bit a weight. Sums of products of such
 * columns round in one direction for long, where errors of others cancel. Told from random pairs of elements in each panel: how many
 * that are not 0 are equal to 2^-12. Of normal elements one in thousands is, of bfloat16 one in 300, of 8-bit integers one in 50.
 */
final class EqualMagnitudes {

    /** Pairs that are looked at in a panel, for each column. */
    private static final int PAIRS = 64;

    private static final float ALMOST = 1 - 0x1p-12f;

    /** One pair in so many, and a column counts as one of few magnitudes; as many levels round at random (benchmarks/NOTES.md, entry 41). */
    private static final int FEW = 32;

    private static final long SEED = 20_261_128;

    private final int[] equal;
    private final int[] seen;
    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Of a Gram matrix of this side. */
    EqualMagnitudes(int n) {
        equal = new int[n];
        seen = new int[n];
    }

    /**
     * Looks at a panel.
     *
     * @param panel float32
     * @param tall whether the side is that of the panel's columns
     */
    void add(Matrix panel, boolean tall) {
        int length = tall ? panel.rows() : panel.cols();
        if (length < 2) {
            return;
        }
        for (int k = 0; k < PAIRS; k++) {
            int one = random.nextInt(length);
            int other = random.nextInt(length - 1);
            compare(line(panel, one, tall), line(panel, other < one ? other : other + 1, tall));
        }
    }

    private float[] line(Matrix panel, int index, boolean tall) {
        float[] line = new float[equal.length];
        if (tall) {
            MemorySegment.copy(
                    panel.segment(),
                    ValueLayout.JAVA_FLOAT,
                    (long) index * line.length * Float.BYTES,
                    line,
                    0,
                    line.length);
            return line;
        }
        for (int i = 0; i < line.length; i++) {
            line[i] = panel.segment().getAtIndex(ValueLayout.JAVA_FLOAT, (long) i * panel.cols() + index);
        }
        return line;
    }

    private void compare(float[] one, float[] other) {
        for (int j = 0; j < one.length; j++) {
            float x = Math.abs(one[j]);
            float y = Math.abs(other[j]);
            if (x > 0 && y > 0) {
                seen[j]++;
                equal[j] += Math.min(x, y) >= ALMOST * Math.max(x, y) ? 1 : 0;
            }
        }
    }

    /** Whether a column holds few magnitudes, or is so sparse that nothing is known of it. */
    boolean areFew(int column) {
        return (equal[column] + 1) * FEW > seen[column] + 1;
    }
}
