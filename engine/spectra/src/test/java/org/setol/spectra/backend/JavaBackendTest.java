package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Beyond the contract: what only this backend promises. */
final class JavaBackendTest {

    /** Six hundred orders of magnitude in one matrix, every value to the last bits. */
    @Test
    void aDiagonalMatrixKeepsRelativeAccuracyInEveryValue() {
        double[] powers = IntStream.rangeClosed(-20, 20)
                .mapToDouble(k -> Math.pow(10, 15 * k))
                .toArray();
        double[][] a = TestMatrices.filled(41, 41, (i, j) -> i == j ? powers[(7 * i) % 41] : 0);
        assertThat(result(a, Precision.FLOAT64).singularValues()).containsExactly(powers);
    }

    @Test
    void aFloat32RequestIsComputedInFloat64AndSaysSo() {
        double[] expected = {1e-9, 0.5, 1};
        double[][] a = TestMatrices.filled(3, 3, (i, j) -> i == j ? expected[i] : 0);
        SpectrumResult result = result(a, Precision.FLOAT32);
        assertThat(result.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(result.routine()).isEqualTo("householder+qr(float64)");
        assertThat(result.singularValues()[0]).isCloseTo((float) 1e-9, within(1e-24));
    }

    @Test
    void theMatrixIsLeftAsItWas() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 2, 2, Precision.FLOAT64);
            matrix.set(0, 1, 5);
            new JavaBackend().singularValues(matrix, new SpectrumRequest(2, 2, Precision.FLOAT64, 1));
            assertThat(matrix.get(0, 1)).isEqualTo(5);
        }
    }

    @Test
    void refusesWhatItCannotDoInReasonableTime() {
        SpectrumBackend backend = new JavaBackend();
        assertThat(backend.accepts(new SpectrumRequest(2048, 2048, Precision.FLOAT64, 1)))
                .isTrue();
        assertThat(backend.accepts(new SpectrumRequest(2049, 2049, Precision.FLOAT64, 1)))
                .isFalse();
        assertThat(backend.accepts(new SpectrumRequest(1_000_000_000, 2000, Precision.FLOAT64, 1)))
                .isFalse();
    }

    private static SpectrumResult result(double[][] a, Precision precision) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, a.length, a[0].length, precision);
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < a[0].length; j++) {
                    matrix.set(i, j, a[i][j]);
                }
            }
            SpectrumRequest request = new SpectrumRequest(a.length, a[0].length, precision, 1);
            return (SpectrumResult) new JavaBackend().singularValues(matrix, request);
        }
    }
}
