package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class VectorDriverTest {

    private static final SpectrumRequest REQUEST = new SpectrumRequest(2, 2, Precision.FLOAT64, 1);

    /** Singular values 1 and 2, left vectors e2 and e1. */
    private static final MatrixSource WEIGHTS = StridedView.of(new double[] {0, 2, -1, 0}, 2, 2);

    /** Destroys the weights, and does with its right answer what a test wants. */
    private record Stub(String name, double noiseFloor, Consumer<Matrix> fault) implements VectorBackend {

        @Override
        public BackendStatus status() {
            return new BackendStatus.Available("stub", "1", "none", 1);
        }

        @Override
        public boolean accepts(SpectrumRequest request) {
            return true;
        }

        @Override
        public long workspaceBytes(SpectrumRequest request) {
            return 1000;
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return noiseFloor;
        }

        @Override
        public SpectrumOutcome singularVectors(Matrix a, Matrix basis, SpectrumRequest request) {
            SpectrumResult right = (SpectrumResult) new JavaVectors().singularVectors(a, basis, request);
            a.segment().fill((byte) 0xff); // the contract: the matrix is destroyed
            fault.accept(basis);
            return SpectrumResult.unchecked(right.singularValues(), name, "stub", request);
        }
    }

    private static Stub right(String name, double noiseFloor) {
        return new Stub(name, noiseFloor, basis -> {});
    }

    @Test
    void aRightResultIsReturnedWithItsResidualAndNoNotes() {
        try (Arena arena = Arena.ofConfined()) {
            SingularVectors vectors = vectors(VectorRoute.of(REQUEST, right("stub", 1e-12)), arena);
            assertThat(vectors.spectrum().singularValues()).containsExactly(1, 2);
            assertThat(vectors.spectrum().notes()).isEmpty();
            assertThat(vectors.spectrum().residual()).isZero();
            assertThat(vectors.residual()).isLessThan(1e-15);
            assertThat(Math.abs(vectors.basis().get(0, 1))).isEqualTo(1);
            assertThat(Math.abs(vectors.basis().get(1, 0))).isEqualTo(1);
        }
    }

    /** Vectors exchanged; one turned by 1e-6; one a little too long; one not a number: values are right in all. */
    @ParameterizedTest
    @CsvSource({"0 1 1 0", "1 1e-6 -1e-6 1", "1.0000001 0 0 1", "NaN 0 0 1", "1 0 1 0"})
    void faultyVectorsAreComputedAgainOnTheNextBackendAndNoted(String factor) {
        double[] f = List.of(factor.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        Stub faulty = new Stub("faulty", 1e-12, basis -> multiply(f, basis));
        try (Arena arena = Arena.ofConfined()) {
            SingularVectors vectors = vectors(VectorRoute.of(REQUEST, faulty, new JavaVectors()), arena);
            assertThat(vectors.spectrum().backend()).isEqualTo("java");
            assertThat(vectors.spectrum().notes()).singleElement().asString().startsWith("faulty float64: V^T ");
        }
    }

    private static void multiply(double[] f, Matrix basis) {
        for (int j = 0; j < 2; j++) {
            double x = basis.get(0, j);
            double y = basis.get(1, j);
            basis.set(0, j, f[0] * x + f[1] * y);
            basis.set(1, j, f[2] * x + f[3] * y);
        }
    }

    @Test
    void whenEveryAttemptFailsTheFailureTellsOfEach() {
        Stub faulty = new Stub("faulty", 1e-12, basis -> basis.set(0, 0, 5));
        MatrixSource dense = StridedView.of(new double[] {1, 2, 3, 4}, 2, 2);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(VectorDriver.decompose(dense, VectorRoute.of(REQUEST, faulty, new JavaVectors(0)), arena))
                    .isInstanceOfSatisfying(SpectrumFailure.class, failure -> {
                        assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.NOT_CONVERGED);
                        assertThat(failure.detail())
                                .contains("faulty float64: V^T V differs")
                                .contains("java float64: rows are not orthogonal after 0 sweeps");
                    });
        }
    }

    @Test
    void weightsThatAreNotNumbersNeverReachABackend() {
        MatrixSource broken = StridedView.of(new double[] {1, 2, Double.NaN, 4}, 2, 2);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(VectorDriver.decompose(broken, VectorRoute.of(REQUEST, new JavaVectors()), arena))
                    .isEqualTo(new SpectrumFailure(
                            SpectrumFailure.Reason.NON_FINITE_WEIGHTS, "1 NaN weight, at row 1, column 0"));
        }
    }

    @Test
    void emptyMatricesAndRoutesAreNoExceptions() {
        try (Arena arena = Arena.ofConfined()) {
            MatrixSource nothing = StridedView.of(new float[0], 0, 5);
            SpectrumRequest request = new SpectrumRequest(0, 5, Precision.FLOAT32, 1);
            assertThat(VectorDriver.decompose(nothing, VectorRoute.of(request, new JavaVectors()), arena))
                    .isInstanceOfSatisfying(
                            SingularVectors.class,
                            vectors -> assertThat(vectors.basis().size()).isZero());
            assertThat(VectorDriver.decompose(WEIGHTS, VectorRoute.of(REQUEST), arena))
                    .isInstanceOfSatisfying(
                            SpectrumFailure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.NO_BACKEND));
            SpectrumRequest other = new SpectrumRequest(2, 3, Precision.FLOAT64, 1);
            assertThatThrownBy(() -> VectorDriver.decompose(WEIGHTS, VectorRoute.of(other, new JavaVectors()), arena))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 x 3");
        }
    }

    @Test
    void vectorsNearTheNoiseFloorAreComputedAgainWhenTheyMustBeCertain() {
        VectorRoute fast = VectorRoute.of(REQUEST, right("noisy", 0.6), new JavaVectors());
        try (Arena arena = Arena.ofConfined()) {
            assertThat(vectors(fast, arena).spectrum().backend()).isEqualTo("noisy");
            SpectrumResult certain = vectors(fast.withAccuracy(Accuracy.SMALL_VALUES_CERTAIN), arena)
                    .spectrum();
            assertThat(certain.backend()).isEqualTo("java");
            assertThat(certain.notes()).singleElement().asString().contains("rounding noise begins at 0.600");
        }
    }

    /** The second attempt has overwritten the basis of the first, which must come back whole. */
    @Test
    void anUncertainResultIsMadeAgainWhenABetterAttemptFails() {
        Stub failing = new Stub("failing", 1e-14, basis -> basis.segment().fill((byte) 0xff));
        VectorRoute route =
                VectorRoute.of(REQUEST, right("noisy", 0.6), failing).withAccuracy(Accuracy.SMALL_VALUES_CERTAIN);
        try (Arena arena = Arena.ofConfined()) {
            SingularVectors vectors = vectors(route, arena);
            assertThat(vectors.spectrum().backend()).isEqualTo("noisy");
            assertThat(Math.abs(vectors.basis().get(1, 0))).isEqualTo(1);
            assertThat(vectors.spectrum().notes()).hasSize(2);
        }
    }

    @Test
    void routesFollowTheChoice() {
        VectorBackends backends = new VectorBackends(List.of(right("lapack-gram", 0.6), new JavaVectors()));
        VectorRoute fast = backends.route(BackendChoice.Auto.FAST, Accuracy.FAST, REQUEST);
        assertThat(fast.attempts())
                .extracting(VectorRoute.Attempt::label)
                .containsExactly("lapack-gram float64", "java float64");
        // Matrix and basis 4 numbers each, vectors of the check 2 + 5 x 2, and the larger of the workspaces.
        long workspace = Math.max(1000, new JavaVectors().workspaceBytes(REQUEST));
        assertThat(fast.peakBytes()).isEqualTo((4 + 4 + 12) * 8 + workspace);
        SpectrumRequest single = new SpectrumRequest(2, 2, Precision.FLOAT32, 1);
        assertThat(backends.route(BackendChoice.Auto.FAST, Accuracy.SMALL_VALUES_CERTAIN, single)
                        .attempts())
                .extracting(VectorRoute.Attempt::label)
                .containsExactly("lapack-gram float32", "lapack-gram float64", "java float64");
        assertThatThrownBy(() -> backends.route(new BackendChoice.Forced("lapack-gesvd"), Accuracy.FAST, REQUEST))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("no backend of this name computes singular vectors")
                .hasMessageContaining("java, lapack-gram");
    }

    private static SingularVectors vectors(VectorRoute route, Arena arena) {
        VectorOutcome outcome = VectorDriver.decompose(WEIGHTS, route, arena);
        assertThat(outcome).isInstanceOf(SingularVectors.class);
        return (SingularVectors) outcome;
    }
}
