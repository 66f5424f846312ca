package org.setol.spectra.certified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class OrthonormalRowsTest {

    private static final int ROWS = 6;
    private static final int COLS = 11;

    private static Matrix nearlyUnit(Arena arena, double error) {
        SplittableRandom random = new SplittableRandom(8);
        Matrix rows = Matrix.allocate(arena, ROWS, COLS, Precision.FLOAT64);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLS; j++) {
                rows.set(i, j, (i == j ? 1 : 0) + error * random.nextDouble(-1, 1));
            }
        }
        return rows;
    }

    @Test
    void nearlyOrthonormalRowsBecomeSoAndStayClose() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix before = nearlyUnit(arena, 1e-3);
            OrthonormalRows found = OrthonormalRows.of(nearlyUnit(arena, 1e-3), new JavaProducts())
                    .orElseThrow();
            for (int i = 0; i < ROWS; i++) {
                for (int k = 0; k < ROWS; k++) {
                    double dot = 0;
                    for (int j = 0; j < COLS; j++) {
                        dot += found.rows().get(i, j) * found.rows().get(k, j);
                    }
                    assertThat(dot).isCloseTo(i == k ? 1 : 0, within(1e-14));
                }
                for (int j = 0; j < COLS; j++) {
                    // Nearest: no farther than the unit vectors are, 1e-3 an element.
                    assertThat(found.rows().get(i, j))
                            .isCloseTo(before.get(i, j), within(1e-3 * Math.sqrt(ROWS * COLS)));
                }
            }
            assertThat(found.defect()).isLessThan(1e-13);
        }
    }

    @Test
    void rowsThatAreFarFromOrthonormalAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(OrthonormalRows.of(nearlyUnit(arena, 0.5), new JavaProducts()))
                    .isEmpty();
            Matrix broken = nearlyUnit(arena, 0);
            broken.set(0, 0, Double.NaN);
            assertThat(OrthonormalRows.of(broken, new JavaProducts())).isEqualTo(Optional.empty());
        }
    }
}
