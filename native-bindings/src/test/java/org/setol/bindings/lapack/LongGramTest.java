package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.Sequel;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/** Float32 weights of a very long side against dgesdd: their bound holds with something to spare, and is less than that of a float32 reduction. */
final class LongGramTest {

    /**
     * What is left of the bound for matrices that nobody has tried: orthonormal columns come to 3.7, all others to 5 and above
     * (benchmarks/NOTES.md, entry 41).
     */
    private static final double SPARE = 3;

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    static Stream<Arguments> matrices() {
        return Stream.of(Families.values())
                .flatMap(family -> Stream.of(
                        Arguments.of(family, 1000, 100),
                        Arguments.of(family, 1500, 150),
                        Arguments.of(family, 4600, 512),
                        Arguments.of(family, 9000, 128),
                        Arguments.of(family, 50_000, 32)));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void noEigenvalueErrsByMoreThanAFractionOfTheBound(Families family, int rows, int cols) {
        MatrixSource matrix = family.matrix(rows, cols, 5);
        double[] exact = exact(matrix);
        for (int threads = 1; threads <= 2; threads++) {
            SpectrumResult gram = asked(matrix, threads, Sequel.NONE);
            assertThat(gram.routine()).startsWith("ssyrk+dsytrd+");
            assertThat(gram.precision()).isEqualTo(Precision.FLOAT32);
            double bound = gram.uncertainty().orElseThrow().bound();
            double error = IntStream.range(0, exact.length)
                    .mapToDouble(
                            i -> Math.abs(gram.singularValues()[i] * gram.singularValues()[i] - exact[i] * exact[i]))
                    .max()
                    .orElseThrow();
            assertThat(error).isLessThan(bound / SPARE);
            double[] squares =
                    Arrays.stream(gram.singularValues()).map(x -> x * x).toArray();
            assertThat(family.isAlike() ? 0 : bound)
                    .isLessThan(Uncertainty.ofFloat32Gram(squares, rows, 0).bound());
        }
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

    private static double[] exact(MatrixSource source) {
        SpectrumRequest request = new SpectrumRequest(source.rows(), source.cols(), Precision.FLOAT64, 1);
        Route route = Route.of(request, new LapackGesddBackend());
        return ((SpectrumResult) SpectrumDriver.decompose(source, route)).singularValues();
    }
}
