package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TriangularFactorTest {

    @Test
    void hasTheGramMatrixOfTheWholeAndZerosBelowItsDiagonal() {
        int m = 50;
        int n = 7;
        SplittableRandom random = new SplittableRandom(1);
        double[][] a = new double[m][n];
        for (double[] row : a) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        double[][] copy = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);

        double[][] r = TriangularFactor.of(copy);

        assertThat(r).hasDimensions(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (j < i) {
                    assertThat(r[i][j]).isZero();
                }
                // |R'R - A'A| <= a few m n eps64 ||A||^2; ||A||^2 is about m n.
                assertThat(gram(r, i, j)).isCloseTo(gram(a, i, j), within(m * n * m * n * 0x1p-52));
            }
        }
    }

    private static double gram(double[][] a, int i, int j) {
        double sum = 0;
        for (double[] row : a) {
            sum += row[i] * row[j];
        }
        return sum;
    }

    @Test
    void aMatrixThatIsNoTallerThanWideIsItself() {
        double[][] wide = {{1, 2, 3}, {4, 5, 6}};
        assertThat(TriangularFactor.of(wide)).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(TriangularFactor.of(new double[0][])).isEmpty();
    }
}
