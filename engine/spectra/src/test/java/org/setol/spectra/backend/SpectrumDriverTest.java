package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class SpectrumDriverTest {

    private static final SpectrumRequest REQUEST = new SpectrumRequest(2, 2, Precision.FLOAT64, 1);

    /** Singular values 1 and 2. */
    private static final MatrixSource WEIGHTS = StridedView.of(new double[] {0, 2, -1, 0}, 2, 2);

    @Test
    void aRightResultIsReturnedWithItsResidualAndNoNotes() {
        SpectrumResult result = result(SpectrumDriver.decompose(WEIGHTS, Route.of(REQUEST, new JavaBackend())));
        assertThat(result.singularValues()).containsExactly(1, 2);
        assertThat(result.residual()).isZero();
        assertThat(result.notes()).isEmpty();
        assertThat(result.backend()).isEqualTo("java");
    }

    static Stream<StubBackend> faultyBackends() {
        return Stream.of(
                StubBackend.notConverging("faulty"),
                StubBackend.returning("faulty", 2, 1),
                StubBackend.returning("faulty", -1, 2),
                StubBackend.returning("faulty", 1, 2.02),
                StubBackend.returning("faulty", 1, Double.NaN),
                StubBackend.returning("faulty", 2),
                StubBackend.returning("faulty", 0, 1, 2));
    }

    /** The stub overwrites the matrix, so this also shows that the next attempt starts from the source. */
    @ParameterizedTest
    @MethodSource("faultyBackends")
    void aFaultyResultIsComputedAgainOnTheNextBackendAndNoted(StubBackend faulty) {
        SpectrumResult result = result(SpectrumDriver.decompose(WEIGHTS, Route.of(REQUEST, faulty, new JavaBackend())));
        assertThat(faulty.calls()).isEqualTo(1);
        assertThat(result.singularValues()).containsExactly(1, 2);
        assertThat(result.backend()).isEqualTo("java");
        assertThat(result.notes()).singleElement().asString().startsWith("faulty float64: ");
    }

    @Test
    void whenEveryAttemptFailsTheFailureTellsOfEach() {
        Route route = Route.of(REQUEST, StubBackend.returning("first", 1, 3), StubBackend.notConverging("second"));
        assertThat(SpectrumDriver.decompose(WEIGHTS, route)).isInstanceOfSatisfying(SpectrumFailure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.NOT_CONVERGED);
            assertThat(failure.detail())
                    .contains("first float64: sum of squares")
                    .contains("second float64: info = 3");
        });
    }

    @Test
    void theJavaBackendsOwnFailureToConvergeIsReroutedToo() {
        MatrixSource dense = StridedView.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 10}, 3, 3);
        SpectrumRequest request = new SpectrumRequest(3, 3, Precision.FLOAT64, 1);
        assertThat(SpectrumDriver.decompose(dense, Route.of(request, new JavaBackend(0))))
                .isInstanceOfSatisfying(
                        SpectrumFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.NOT_CONVERGED));
        Route route = Route.of(request, new JavaBackend(0), new JavaBackend());
        assertThat(result(SpectrumDriver.decompose(dense, route)).notes())
                .singleElement()
                .asString()
                .contains("did not converge");
    }

    @Test
    void weightsThatAreNotNumbersNeverReachABackend() {
        StubBackend backend = StubBackend.returning("stub", 1, 2);
        MatrixSource broken = StridedView.of(new double[] {1, 2, Double.NaN, Double.NEGATIVE_INFINITY}, 2, 2);
        assertThat(SpectrumDriver.decompose(broken, Route.of(REQUEST, backend, new JavaBackend())))
                .isEqualTo(new SpectrumFailure(
                        SpectrumFailure.Reason.NON_FINITE_WEIGHTS,
                        "1 NaN and 1 infinite weights, first at row 1, column 0"));
        assertThat(backend.calls()).isZero();
    }

    @Test
    void weightsThatOverflowOnlyInFloat32AreReportedAsSuch() {
        MatrixSource large = StridedView.of(new double[] {1, 2, 1e39, 4}, 2, 2);
        SpectrumRequest single = new SpectrumRequest(2, 2, Precision.FLOAT32, 1);
        assertThat(SpectrumDriver.decompose(large, Route.of(single, new JavaBackend())))
                .isEqualTo(new SpectrumFailure(
                        SpectrumFailure.Reason.NON_FINITE_WEIGHTS,
                        "1 infinite weight, at row 1, column 0 (after rounding to float32)"));
    }

    @Test
    void anEmptyMatrixNeedsNoBackend() {
        StubBackend backend = StubBackend.returning("stub");
        SpectrumRequest request = new SpectrumRequest(0, 5, Precision.FLOAT32, 1);
        MatrixSource nothing = StridedView.of(new float[0], 0, 5);
        SpectrumResult result = result(SpectrumDriver.decompose(nothing, Route.of(request, backend)));
        assertThat(result.singularValues()).isEmpty();
        assertThat(result.residual()).isZero();
        assertThat(backend.calls()).isZero();
    }

    @Test
    void aRouteWithoutBackendsIsAFailureNotAnException() {
        assertThat(SpectrumDriver.decompose(WEIGHTS, Route.of(REQUEST)))
                .isInstanceOfSatisfying(
                        SpectrumFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.NO_BACKEND));
    }

    /** A device that fails while a run goes on: its routes were made before, and reading weights for it would be in vain. */
    @Test
    void aDeviceThatWasGivenUpIsPassedOverWithoutReadingTheWeights() {
        BackendStatus.Unavailable lost =
                new BackendStatus.Unavailable(BackendStatus.Cause.BROKEN, "given up after error 700", "start anew");
        StubBackend device = StubBackend.returning("device", 1, 2).onDevice().unavailable(lost);
        SpectrumRequest request = new SpectrumRequest(2, 2, Precision.FLOAT64, 1);
        SpectrumOutcome outcome =
                SpectrumDriver.decompose(WEIGHTS, Route.of(request, device, StubBackend.returning("processor", 1, 2)));
        assertThat(outcome).isInstanceOfSatisfying(SpectrumResult.class, result -> {
            assertThat(result.backend()).isEqualTo("processor");
            assertThat(result.notes()).containsExactly("device float64: given up after error 700");
        });
        assertThat(device.calls()).isZero();
    }

    @Test
    void aRouteForAnotherShapeIsRejected() {
        SpectrumRequest other = new SpectrumRequest(2, 3, Precision.FLOAT64, 1);
        assertThatThrownBy(() -> SpectrumDriver.decompose(WEIGHTS, Route.of(other, new JavaBackend())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2")
                .hasMessageContaining("2 x 3");
    }

    @Test
    void valuesNearTheNoiseFloorAreComputedAgainWhenTheyMustBeCertain() {
        StubBackend noisy = StubBackend.returning("noisy", 1, 2).withNoiseFloor(0.6);
        Route fast = Route.of(REQUEST, noisy, new JavaBackend());
        assertThat(result(SpectrumDriver.decompose(WEIGHTS, fast)).backend()).isEqualTo("noisy");
        SpectrumResult certain =
                result(SpectrumDriver.decompose(WEIGHTS, fast.withAccuracy(Accuracy.SMALL_VALUES_CERTAIN)));
        assertThat(certain.backend()).isEqualTo("java");
        assertThat(certain.notes())
                .containsExactly("noisy float64: smallest value 0.500 of the largest, rounding noise begins at 0.600");
    }

    @Test
    void valuesClearOfTheNoiseFloorAreNot() {
        StubBackend clear = StubBackend.returning("clear", 1, 2).withNoiseFloor(0.4);
        Route route = Route.of(REQUEST, clear, new JavaBackend()).withAccuracy(Accuracy.SMALL_VALUES_CERTAIN);
        SpectrumResult result = result(SpectrumDriver.decompose(WEIGHTS, route));
        assertThat(result.backend()).isEqualTo("clear");
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void anUncertainResultIsKeptAndNotedWhenNothingBetterFollows() {
        StubBackend noisy = StubBackend.returning("noisy", 1, 2).withNoiseFloor(0.6);
        StubBackend asNoisy = StubBackend.returning("as-noisy", 1, 2).withNoiseFloor(0.6);
        StubBackend failing = StubBackend.notConverging("failing");
        Route route = Route.of(REQUEST, noisy, asNoisy, failing).withAccuracy(Accuracy.SMALL_VALUES_CERTAIN);
        SpectrumResult result = result(SpectrumDriver.decompose(WEIGHTS, route));
        assertThat(result.backend()).isEqualTo("noisy");
        assertThat(asNoisy.calls()).isZero();
        assertThat(result.notes()).hasSize(2);
    }

    /** Ranks and smallest values would be those of the noise: what could have told better is named with what it needs. */
    @Test
    void anUncertainResultIsNoneWhereSomethingBetterWasLeftOutForWantOfMemory() {
        StubBackend noisy = StubBackend.returning("noisy", 1, 2).withNoiseFloor(0.6);
        StubBackend hungry = StubBackend.returning("hungry", 1, 2).withWorkspace(1L << 30);
        Route route = Route.of(REQUEST, noisy, hungry)
                .withAccuracy(Accuracy.SMALL_VALUES_CERTAIN)
                .within(1 << 20, WEIGHTS);
        assertThat(SpectrumDriver.decompose(WEIGHTS, route)).isInstanceOfSatisfying(SpectrumFailure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.OUT_OF_MEMORY);
            assertThat(failure.detail())
                    .contains("noisy float64: smallest value 0.500 of the largest")
                    .contains("hungry float64: not tried, it needs 1025 MiB");
        });
        assertThat(hungry.calls()).isZero();
        Route fast = route.withAccuracy(Accuracy.FAST);
        assertThat(result(SpectrumDriver.decompose(WEIGHTS, fast)).backend()).isEqualTo("noisy");
    }

    /** Rank 1: no route resolves better than float64 rounding, so the zero is final. */
    @Test
    void aTrulyDeficientMatrixIsCertainOnAnAccurateBackend() {
        MatrixSource deficient = StridedView.of(new double[] {1, 2, 2, 4}, 2, 2);
        Route route = Route.of(REQUEST, new JavaBackend()).withAccuracy(Accuracy.SMALL_VALUES_CERTAIN);
        assertThat(result(SpectrumDriver.decompose(deficient, route)).notes()).isEqualTo(List.of());
    }

    private static SpectrumResult result(SpectrumOutcome outcome) {
        assertThat(outcome).isInstanceOf(SpectrumResult.class);
        return (SpectrumResult) outcome;
    }
}
