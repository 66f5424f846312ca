package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.band.TridiagonalEigenvalues;
import org.setol.spectra.matrix.Precision;

/** Our eigenvalues of tridiagonal matrices against dsterf's, and which of the two is taken. */
final class TridiagonalRoutesTest {

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    private static double[][] wishart(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] d = new double[n];
        double[] e = new double[n - 1];
        // B B^T of the bidiagonal matrix of a Gaussian one (Dumitriu and Edelman 2002), fluctuations left out.
        for (int i = 0; i < n; i++) {
            double across = Math.sqrt(n - i) + random.nextDouble(-0.7, 0.7);
            double before = i == 0 ? 0 : Math.sqrt(n - i);
            d[i] = across * across + before * before;
            if (i < n - 1) {
                e[i] = across * Math.sqrt(n - 1 - i);
            }
        }
        return new double[][] {d, e};
    }

    private static GramEigenvalues.Found found(double[][] matrix) {
        try (Arena arena = Arena.ofConfined()) {
            return (GramEigenvalues.Found) SytrdEigenvalues.tridiagonal(
                    matrix[0], matrix[1], 2, new Workspace(arena, Precision.FLOAT64), "given");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30, 200, 767})
    void bothFindTheSameValues(int n) {
        double[][] matrix = wishart(n);
        GramEigenvalues.Found lapack = found(matrix);
        assertThat(lapack.route()).isEqualTo("given+dsterf");
        double[] ours = TridiagonalEigenvalues.of(matrix[0], matrix[1], 2);
        double largest = lapack.ascending()[n - 1];
        for (int k = 0; k < n; k++) {
            // dsterf's errors grow with n: 50 eps at 1024.
            assertThat(ours[k]).isCloseTo(lapack.ascending()[k], within((8 + n / 8.0) * 0x1p-52 * largest));
        }
    }

    @Test
    void largeSidesAreSearched() {
        double[][] matrix = wishart(SytrdEigenvalues.LEAST_SEARCHED);
        GramEigenvalues.Found ours = found(matrix);
        assertThat(ours.route()).isEqualTo("given+sturm");
        assertThat(ours.ascending()).isEqualTo(TridiagonalEigenvalues.of(matrix[0], matrix[1], 1));
        double trace = Arrays.stream(matrix[0]).sum();
        assertThat(Arrays.stream(ours.ascending()).sum()).isCloseTo(trace, within(1e-12 * trace));
    }
}
