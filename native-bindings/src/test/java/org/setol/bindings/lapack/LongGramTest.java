package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.Sequel;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/** Which float32 Gram matrices are added up in float64, and their directions; their errors are in {@link GramBoundTest}. */
final class LongGramTest {

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    /** Of a matrix that is not long enough, and where no directions may be asked for, the float32 reduction. */
    @ParameterizedTest
    @CsvSource({"799, 100, 20, ssyrk+ssytrd+", "800, 100, 20, ssyrk+dsytrd+", "800, 100, 0, ssyrk+ssytrd+"})
    void onlyVeryLongMatricesAreAddedUpInFloat64(int rows, int cols, int directions, String routine) {
        MatrixSource matrix = Families.GAUSSIAN.matrix(rows, cols, 1);
        SpectrumRequest request = new SpectrumRequest(rows, cols, Precision.FLOAT32, 1, directions);
        assertThat(result(matrix, request, Sequel.NONE).routine()).startsWith(routine);
    }

    /** The largest eigenvalues' vectors, in float64: orthonormal, with the Rayleigh quotients that are the eigenvalues. */
    @ParameterizedTest
    @CsvSource({"1000, 60", "60, 1000"})
    void itsDirectionsAreThoseOfTheLargestEigenvalues(int rows, int cols) {
        MatrixSource matrix = Families.GAUSSIAN.matrix(rows, cols, 9);
        int n = Math.min(rows, cols);
        List<double[]> quotients = new ArrayList<>();
        SpectrumResult result = asked(matrix, 1, (SpectrumResult found, GramSum sum) -> {
            try (Arena arena = Arena.ofConfined()) {
                Matrix directions = sum.directions(n - 10, arena).orElseThrow();
                assertThat(directions.rows()).isEqualTo(10);
                quotients.add(quotients(matrix, directions));
            }
        });
        double largest = Math.pow(result.singularValues()[n - 1], 2);
        for (int k = 0; k < 10; k++) {
            double value = Math.pow(result.singularValues()[n - 10 + k], 2);
            assertThat(quotients.getFirst()[k])
                    .isCloseTo(value, within(result.uncertainty().orElseThrow().bound() + 1e-12 * largest));
        }
    }

    /** v' A' A v for each row v, by plain sums. */
    private static double[] quotients(MatrixSource matrix, Matrix directions) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = Matrix.allocate(arena, matrix.rows(), matrix.cols(), Precision.FLOAT64);
            matrix.copyTo(a);
            boolean tall = a.rows() > a.cols();
            return IntStream.range(0, directions.rows())
                    .mapToDouble(k -> IntStream.range(0, Math.max(a.rows(), a.cols()))
                            .mapToDouble(i -> IntStream.range(0, directions.cols())
                                    .mapToDouble(j -> directions.get(k, j) * (tall ? a.get(i, j) : a.get(j, i)))
                                    .sum())
                            .map(x -> x * x)
                            .sum())
                    .toArray();
        }
    }

    private static SpectrumResult asked(MatrixSource matrix, int threads, Sequel sequel) {
        int n = Math.min(matrix.rows(), matrix.cols());
        SpectrumRequest request = new SpectrumRequest(matrix.rows(), matrix.cols(), Precision.FLOAT32, threads, n / 4);
        return result(matrix, request, sequel);
    }

    private static SpectrumResult result(MatrixSource matrix, SpectrumRequest request, Sequel sequel) {
        return (SpectrumResult) SpectrumDriver.decompose(matrix, new LapackGramBackend(), request, sequel);
    }
}
