package org.setol.laboratory;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.setol.laboratory.data.Examples;
import org.setol.laboratory.data.Mnist;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Small sets of ten classes that a network can learn: noise around a pattern for each class. */
public final class TestData {

    private TestData() {}

    /** Inputs in [0, 1]; equal seeds give equal patterns and examples. */
    public static Examples examples(Arena arena, int count, int inputs, long seed) {
        SplittableRandom patterns = new SplittableRandom(17);
        double[][] pattern = new double[10][inputs];
        for (double[] one : pattern) {
            for (int k = 0; k < inputs; k++) {
                one[k] = patterns.nextInt(2);
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.allocate(arena, count, inputs, Precision.FLOAT32);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(10);
            for (int k = 0; k < inputs; k++) {
                matrix.set(i, k, 0.5 * pattern[labels[i]][k] + 0.5 * random.nextDouble());
            }
        }
        return new Examples(matrix, labels);
    }

    public static Mnist small(Arena arena) {
        return new Mnist(examples(arena, 300, 36, 1), examples(arena, 100, 36, 2));
    }
}
