package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class EqualMagnitudesTest {

    private static final int LENGTH = 512;
    private static final int PANELS = 4;

    /** Columns by what they hold; the first five round alike. */
    private static float element(int column, SplittableRandom random) {
        double normal = random.nextGaussian();
        return switch (column) {
            case 0 -> 0.013f;
            case 1 -> random.nextBoolean() ? 0.3f : -0.3f;
            case 2 -> random.nextDouble() < 0.8 ? 0.013f : 0;
            case 3 -> random.nextDouble() < 0.3 ? 0.5f : (float) normal;
            case 4 -> 0;
            case 5 -> (float) normal;
            case 6 -> Float.intBitsToFloat(Float.floatToIntBits((float) normal) & 0xffff0000);
            case 7 -> (float) (1 + 0.01 * normal);
            default -> Math.round(normal * 80) / 80f;
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void columnsOfFewMagnitudesAreToldFromOthers(boolean tall) {
        int n = 9;
        EqualMagnitudes magnitudes = new EqualMagnitudes(n);
        SplittableRandom random = new SplittableRandom(4);
        try (Arena arena = Arena.ofConfined()) {
            Matrix panel = Matrix.allocate(arena, tall ? LENGTH : n, tall ? n : LENGTH, Precision.FLOAT32);
            for (int k = 0; k < PANELS; k++) {
                for (int i = 0; i < LENGTH; i++) {
                    for (int j = 0; j < n; j++) {
                        panel.set(tall ? i : j, tall ? j : i, element(j, random));
                    }
                }
                magnitudes.add(panel, tall);
            }
        }
        for (int j = 0; j < n; j++) {
            assertThat(magnitudes.areFew(j)).as("column %d", j).isEqualTo(j < 5);
        }
    }
}
