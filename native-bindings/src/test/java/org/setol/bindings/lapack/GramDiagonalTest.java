package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class GramDiagonalTest {

    private static final int N = 7;
    private static final int LONGER = 1500;

    /** One large number before many equal ones, where sums in float32 lose most: the exact sum, rounded once to float64 or float32. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void panelsAddUpToTheExactSumOfSquaresRounded(boolean tall) {
        try (Arena arena = Arena.ofConfined()) {
            GramDiagonal diagonal = new GramDiagonal(N);
            BigDecimal[] exact = new BigDecimal[N];
            Arrays.fill(exact, BigDecimal.ZERO);
            SplittableRandom random = new SplittableRandom(3);
            for (int from = 0; from < LONGER; from += 512) {
                int length = Math.min(512, LONGER - from);
                Matrix panel = Matrix.allocate(arena, tall ? length : N, tall ? N : length, Precision.FLOAT32);
                for (int k = 0; k < length; k++) {
                    for (int j = 0; j < N; j++) {
                        float x = from + k == 0 ? 100 : random.nextBoolean() ? 0.1f : -0.1f;
                        panel.set(tall ? k : j, tall ? j : k, x);
                        exact[j] = exact[j].add(new BigDecimal(x).pow(2));
                    }
                }
                diagonal.add(panel, tall);
            }
            MemorySegment gram = arena.allocate((long) N * N * Float.BYTES, Float.BYTES);
            diagonal.writeTo(gram, Precision.FLOAT32);
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    float found = gram.getAtIndex(ValueLayout.JAVA_FLOAT, i * N + j);
                    assertThat(found).isEqualTo(i == j ? exact[i].floatValue() : 0);
                }
            }
        }
    }
}
