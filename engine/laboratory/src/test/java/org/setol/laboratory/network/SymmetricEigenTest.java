package org.setol.laboratory.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eigenvectors by what defines them: A v = lambda v, orthonormal, lambda descending. */
final class SymmetricEigenTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void ofRandomMatrices(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = random.nextGaussian();
                a[j][i] = a[i][j];
            }
        }
        assertDecomposes(a);
    }

    /** Many equal eigenvalues and zeros: rank 3 of 40, the identity, diagonal, all zero. */
    @Test
    void ofMatricesWithEqualEigenvalues() {
        double[][] low = new double[40][40];
        double[][] identity = new double[12][12];
        double[][] diagonal = new double[7][7];
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 40; j++) {
                low[i][j] = Math.sin(i) * Math.sin(j) + Math.cos(i) * Math.cos(j) + 3;
            }
        }
        for (int i = 0; i < 12; i++) {
            identity[i][i] = 1;
        }
        for (int i = 0; i < 7; i++) {
            diagonal[i][i] = i % 3;
        }
        assertDecomposes(low);
        assertDecomposes(identity);
        assertDecomposes(diagonal);
        assertDecomposes(new double[5][5]);
    }

    /** Backward stable: residuals are some n 2^-53 |A|; 100 n leaves room for the constant. */
    private static void assertDecomposes(double[][] a) {
        int n = a.length;
        double norm = 0;
        double[][] work = new double[n][];
        for (int i = 0; i < n; i++) {
            work[i] = a[i].clone();
            norm = Math.max(norm, Math.sqrt(dot(a[i], a[i])));
        }
        double tolerance = 100 * n * 0x1p-53;
        double[][] v = SymmetricEigen.descending(work);
        double last = Double.POSITIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            double[] image = new double[n];
            for (int i = 0; i < n; i++) {
                image[i] = dot(a[i], v[k]);
            }
            double value = dot(image, v[k]);
            assertThat(value).isLessThanOrEqualTo(last + tolerance * norm * n);
            last = value;
            for (int i = 0; i < n; i++) {
                assertThat(image[i]).isCloseTo(value * v[k][i], within(tolerance * (norm * n + 1e-300)));
            }
            for (int other = 0; other <= k; other++) {
                assertThat(dot(v[k], v[other])).isCloseTo(other == k ? 1 : 0, within(tolerance));
            }
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }
}
