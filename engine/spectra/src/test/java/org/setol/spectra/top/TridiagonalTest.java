package org.setol.spectra.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TridiagonalTest {

    /** The second-difference matrix: eigenvalues 2 - 2 cos(pi j / (n + 1)), vectors sin(pi j i / (n + 1)). */
    @Test
    void theSecondDifferenceMatrixHasCosinesAndSines() {
        int n = 50;
        double[] diagonal = new double[n];
        double[] off = new double[n];
        Arrays.fill(diagonal, 2);
        Arrays.fill(off, -1);
        Tridiagonal.Decomposition all = Tridiagonal.allRows(diagonal, off, n);
        Tridiagonal.Decomposition last = Tridiagonal.lastRow(diagonal, off, n);
        for (int k = 0; k < n; k++) {
            int j = n - k;
            double angle = Math.PI * j / (n + 1);
            // A backward-stable eigenvalue of a matrix of norm 4: 50 rotations of 2^-52 at most, each of norm 4.
            assertThat(all.values()[k]).isCloseTo(2 - 2 * Math.cos(angle), within(50 * 4 * 0x1p-52));
            double norm = Math.sqrt(2.0 / (n + 1));
            for (int i = 0; i < n; i++) {
                // Vectors move by the error over the gap, which is at least 0.0113 here.
                assertThat(Math.abs(all.rows()[i][k]))
                        .isCloseTo(Math.abs(norm * Math.sin((i + 1) * angle)), within(50 * 4 * 0x1p-52 / 0.0113));
            }
            assertThat(Math.abs(last.rows()[0][k])).isEqualTo(Math.abs(all.rows()[n - 1][k]));
        }
        assertThat(last.values()).isEqualTo(all.values());
    }

    @Test
    void aDiagonalMatrixIsSorted() {
        Tridiagonal.Decomposition found = Tridiagonal.allRows(new double[] {1, 5, -2}, new double[3], 3);
        assertThat(found.values()).containsExactly(5, 1, -2);
        assertThat(found.rows()[1][0]).isEqualTo(1);
        assertThat(Tridiagonal.lastRow(new double[] {7}, new double[1], 1).rows()[0])
                .containsExactly(1);
    }
}
