package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class SytrdReductionTest {

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    private static Matrix symmetric(Arena arena, int n, Precision precision) {
        SplittableRandom random = new SplittableRandom(n);
        Matrix a = Matrix.allocate(arena, n, n, precision);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double x = random.nextGaussian();
                a.set(i, j, x);
                a.set(j, i, x);
            }
        }
        return a;
    }

    /** A v = lambda v and orthonormal, to n eps, of which LAPACK's own tests of dstemr allow 20. ||A|| is about 2 sqrt(n). */
    @ParameterizedTest
    @CsvSource({"1, 0, FLOAT32", "70, 60, FLOAT32", "200, 150, FLOAT64", "200, 199, FLOAT32", "33, 0, FLOAT64"})
    void vectorsOfTheLargestEigenvaluesAreEigenvectors(int n, int from, Precision precision) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = symmetric(arena, n, precision);
            Workspace workspace = new Workspace(arena, precision);
            SytrdReduction reduction =
                    SytrdReduction.of(n, symmetric(arena, n, precision).segment(), workspace);
            double[] eigenvalues =
                    ((GramEigenvalues.Found) new SytrdEigenvalues(1).of(reduction, workspace)).ascending();
            Matrix vectors = reduction.vectors(from, arena).orElseThrow();
            assertThat(vectors.rows()).isEqualTo(n - from);
            double tolerance = 10 * n * precision.epsilon();
            for (int k = 0; k < vectors.rows(); k++) {
                for (int i = 0; i < n; i++) {
                    double image = 0;
                    for (int j = 0; j < n; j++) {
                        image += a.get(i, j) * vectors.get(k, j);
                    }
                    assertThat(image)
                            .isCloseTo(eigenvalues[from + k] * vectors.get(k, i), within(tolerance * 2 * Math.sqrt(n)));
                }
                for (int other = 0; other <= k; other++) {
                    double dot = 0;
                    for (int j = 0; j < n; j++) {
                        dot += vectors.get(k, j) * vectors.get(other, j);
                    }
                    assertThat(dot).isCloseTo(other == k ? 1 : 0, within(tolerance));
                }
            }
        }
    }
}
