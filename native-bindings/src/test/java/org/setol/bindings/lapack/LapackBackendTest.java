package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.TestMatrices;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class LapackBackendTest {

    @BeforeAll
    static void load() {
        OpenBlas.requireAvailable();
    }

    @Test
    void theBackendsAreFoundAndAvailable() {
        BackendRegistry registry = BackendRegistry.load();
        for (String name : List.of("lapack-gesdd", "lapack-gesvd", "lapack-gram")) {
            assertThat(registry.require(name).name()).isEqualTo(name);
        }
    }

    @Test
    void theRoutineNamesTellThePrecision() {
        assertThat(result(new LapackGramBackend(), Precision.FLOAT32).routine()).isEqualTo("ssyrk+ssytrd+dsterf");
        assertThat(result(new LapackGesddBackend(), Precision.FLOAT64).routine())
                .isEqualTo("dgesdd");
        assertThat(result(new LapackGesvdBackend(), Precision.FLOAT32).routine())
                .isEqualTo("sgesvd");
    }

    private static SpectrumResult result(SpectrumBackend backend, Precision precision) {
        MatrixSource source = StridedView.of(new double[] {3, 1, 1, 3}, 2, 2);
        SpectrumRequest request = new SpectrumRequest(2, 2, precision, 1);
        return (SpectrumResult) SpectrumDriver.decompose(source, Route.of(request, backend));
    }

    @Test
    void sidesWhoseSquareIsNoIntAreRefused() {
        for (SpectrumBackend backend : backends()) {
            assertThat(backend.accepts(request(46340, 100_000))).isTrue();
            assertThat(backend.accepts(request(46341, 46341))).isFalse();
        }
    }

    @Test
    void aMatrixOfAnotherShapeOrPrecisionThanTheRequestIsRejected() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, 3, 4, Precision.FLOAT32);
            for (SpectrumBackend backend : backends()) {
                assertThatThrownBy(() -> backend.singularValues(matrix, request(3, 4)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("3 x 4 float32");
            }
        }
    }

    /** LAPACK's own answers, without allocating such matrices: a query reads none of them. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5000", "5000, 1", "300, 300", "4096, 4096", "50000, 768", "768, 50000", "20000, 20000"})
    void workspacesStayWithinTheStatedBound(int rows, int cols) {
        for (Precision precision : Precision.values()) {
            SpectrumRequest request = new SpectrumRequest(rows, cols, precision, 1);
            Routines routines = Routines.of(precision);
            long n = request.rank();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment any = arena.allocate(64, 64);
                MemorySegment query = arena.allocate(64, 64);
                routines.gesdd(cols, rows, any, any, query, -1, any);
                long gesdd = LapackBackend.queriedSize(routines, query) + n;
                assertThat(new LapackGesddBackend().workspaceBytes(request))
                        .isGreaterThan(gesdd * precision.bytes() + 8 * n * Integer.BYTES + n * Double.BYTES);
                routines.gesvd(cols, rows, any, any, query, -1);
                long gesvd = LapackBackend.queriedSize(routines, query) + n;
                assertThat(new LapackGesvdBackend().workspaceBytes(request))
                        .isGreaterThan(gesvd * precision.bytes() + n * Double.BYTES);
                routines.sytrd((int) n, any, any, any, any, query, -1);
                long gram = n * n + LapackBackend.queriedSize(routines, query) + 3 * n;
                assertThat(new LapackGramBackend().workspaceBytes(request))
                        .isGreaterThan(gram * precision.bytes() + 3 * n * Double.BYTES);
            }
        }
    }

    @Test
    void aRejectedArgumentIsOurMistakeAndNamesRoutineAndArgument() {
        assertThatThrownBy(() -> LapackBackend.requireArgumentsAccepted(-5, "dgesdd"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("dgesdd rejects argument 5");
        assertThat(LapackBackend.notConverged(3, "dgesdd").reason()).isEqualTo(SpectrumFailure.Reason.NOT_CONVERGED);
    }

    @Test
    void negativeEigenvaluesWithinRoundingBecomeZeroAndOthersFail() {
        SpectrumRequest request = request(100, 2);
        double noise = 100 * 0x1p-52;
        SpectrumOutcome clamped = new LapackGramBackend().roots(new double[] {-0.9 * noise * 4, 4}, 1, request, "test");
        assertThat(clamped)
                .isInstanceOfSatisfying(
                        SpectrumResult.class,
                        result -> assertThat(result.singularValues()).containsExactly(0, 1));
        SpectrumOutcome failed = new LapackGramBackend().roots(new double[] {-1.1 * noise * 4, 4}, 1, request, "test");
        assertThat(failed)
                .isInstanceOfSatisfying(
                        SpectrumFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.SELF_CHECK_FAILED));
    }

    /** Condition number 1e9: sigma_min is lost in the Gram matrix, and found by gesdd. */
    @ParameterizedTest
    @CsvSource({"FLOAT64, 1", "FLOAT32, 2"})
    void certainSmallValuesLeadFromTheGramMatrixToGesdd(Precision precision, int notes) {
        double[][] a = TestMatrices.planted(30, 20, geometric(20, 1e-9), 3);
        MatrixSource source =
                StridedView.of(Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray(), 30, 20);
        BackendSelector selector = new BackendSelector(BackendRegistry.load());
        SpectrumRequest request = new SpectrumRequest(30, 20, precision, 1);
        Route certain = selector.route(BackendChoice.Auto.FAST, Accuracy.SMALL_VALUES_CERTAIN, request);
        SpectrumResult result = (SpectrumResult) SpectrumDriver.decompose(source, certain);
        assertThat(result.backend()).isEqualTo("lapack-gesdd");
        assertThat(result.precision()).isEqualTo(Precision.FLOAT64);
        assertThat(result.notes()).hasSize(notes).allMatch(note -> note.startsWith("lapack-gram float"));
        assertThat(result.singularValues()[0]).isBetween(0.999e-9, 1.001e-9);
    }

    private static double[] geometric(int n, double smallest) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.pow(smallest, 1 - i / (n - 1.0)));
        return values;
    }

    @Test
    void multiplicationHasARate() {
        FlopReference reference =
                ServiceLoader.load(FlopReference.class).findFirst().orElseThrow();
        assertThat(reference.name()).isEqualTo("OpenBLAS gemm");
        assertThat(reference.status()).isEqualTo(OpenBlas.status());
        assertThat(reference.gflops(Precision.FLOAT32, 1, Duration.ZERO)).isBetween(0.1, 10_000.0);
    }

    private static List<SpectrumBackend> backends() {
        return List.of(new LapackGesddBackend(), new LapackGesvdBackend(), new LapackGramBackend());
    }

    private static SpectrumRequest request(int rows, int cols) {
        return new SpectrumRequest(rows, cols, Precision.FLOAT64, 1);
    }
}
