package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/** Rows of one element each: the singular value is its magnitude, so that every answer is known. */
final class BatchDriverTest {

    private static final SpectrumRequest REQUEST = new SpectrumRequest(1, 1, Precision.FLOAT64, 1);

    private final Batched batched = new Batched();
    private final Route route = Route.of(REQUEST, batched, new JavaBackend());

    @Test
    void eachMatrixGetsItsOwnValuesInOrder() {
        List<SpectrumOutcome> outcomes = decompose(route, 3, -4, 0, 5);
        assertThat(outcomes).extracting(BatchDriverTest::value).containsExactly(3.0, 4.0, 0.0, 5.0);
        assertThat(outcomes).allSatisfy(outcome -> {
            SpectrumResult result = (SpectrumResult) outcome;
            assertThat(result.backend()).isEqualTo("batched");
            assertThat(result.residual()).isZero();
            assertThat(result.notes()).isEmpty();
        });
        assertThat(batched.sizes).containsExactly(4);
    }

    @Test
    void whatIsNoNumberStaysOutOfTheBatchAndTheOthersKeepTheirPlaces() {
        List<SpectrumOutcome> outcomes = decompose(route, 3, Double.NaN, 5);
        assertThat(value(outcomes.get(0))).isEqualTo(3);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        SpectrumFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(SpectrumFailure.Reason.NON_FINITE_WEIGHTS));
        assertThat(value(outcomes.get(2))).isEqualTo(5);
        assertThat(batched.sizes).containsExactly(2);
    }

    /** The backend answers 13 wrongly and does not converge on 17. */
    @Test
    void oneThatDoesNotHoldIsRedoneAloneAndSaysSo() {
        List<SpectrumOutcome> outcomes = decompose(route, 3, 13, 17, 5);
        assertThat(outcomes).extracting(BatchDriverTest::value).containsExactly(3.0, 13.0, 17.0, 5.0);
        assertThat(((SpectrumResult) outcomes.get(1)).notes())
                .singleElement()
                .asString()
                .startsWith("batched float64: sum of squares differs");
        assertThat(((SpectrumResult) outcomes.get(2)).notes()).containsExactly("batched float64: info = 3");
        assertThat(((SpectrumResult) outcomes.get(2)).backend()).isEqualTo("java");
    }

    @Test
    void aDeviceThatWasGivenUpIsPassedOver() {
        batched.lost = true;
        List<SpectrumOutcome> outcomes = decompose(route, 3, Double.NaN);
        assertThat(batched.sizes).isEmpty();
        assertThat(((SpectrumResult) outcomes.get(0)).backend()).isEqualTo("java");
        assertThat(((SpectrumResult) outcomes.get(0)).notes()).containsExactly("batched float64: given up");
        assertThat(((SpectrumFailure) outcomes.get(1)).reason()).isEqualTo(SpectrumFailure.Reason.NON_FINITE_WEIGHTS);
    }

    @Test
    void withoutAnotherRouteTheFirstReasonStays() {
        assertThat(decompose(Route.of(REQUEST, batched), 17).getFirst())
                .isInstanceOfSatisfying(
                        SpectrumFailure.class,
                        failure -> assertThat(failure.detail()).isEqualTo("info = 3"));
    }

    @Test
    void onlyRoutesThatBeginAlikeBatch() {
        Route wider = Route.of(new SpectrumRequest(1, 1, Precision.FLOAT32, 1), batched);
        assertThat(route.batchesWith(Route.of(REQUEST, batched))).isTrue();
        assertThat(route.batchesWith(wider)).isFalse();
        assertThat(route.rest().batchesWith(route.rest())).isFalse();
        assertThat(route.rest().rest().batchesWith(route)).isFalse();
    }

    private static List<SpectrumOutcome> decompose(Route route, double... elements) {
        List<BatchDriver.Item> items = new ArrayList<>();
        for (double element : elements) {
            items.add(new BatchDriver.Item(new Single(element), route));
        }
        return BatchDriver.decompose(items);
    }

    private static double value(SpectrumOutcome outcome) {
        return ((SpectrumResult) outcome).singularValues()[0];
    }

    private record Single(double element) implements MatrixSource {

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int cols() {
            return 1;
        }

        @Override
        public ElementType elementType() {
            return ElementType.FLOAT64;
        }

        @Override
        public void copyTo(Matrix target) {
            target.set(0, 0, element);
        }
    }

    private static final class Batched implements BatchBackend {

        private final List<Integer> sizes = new ArrayList<>();
        private boolean lost;

        @Override
        public List<SpectrumOutcome> singularValues(List<Matrix> matrices, SpectrumRequest request) {
            sizes.add(matrices.size());
            return matrices.stream()
                    .map(matrix -> singularValues(matrix, request))
                    .toList();
        }

        @Override
        public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
            double value = Math.abs(a.get(0, 0));
            a.segment().fill((byte) 0xff);
            return value == 17
                    ? new SpectrumFailure(SpectrumFailure.Reason.NOT_CONVERGED, "info = 3")
                    : SpectrumResult.unchecked(new double[] {value == 13 ? 14 : value}, name(), "stub", request);
        }

        @Override
        public String name() {
            return "batched";
        }

        @Override
        public BackendStatus status() {
            return lost
                    ? new BackendStatus.Unavailable(BackendStatus.Cause.BROKEN, "given up", "start anew")
                    : new BackendStatus.Available("stub", "1", "none", 1);
        }

        @Override
        public Device device() {
            return Device.GPU;
        }

        @Override
        public boolean accepts(SpectrumRequest request) {
            return true;
        }

        @Override
        public long workspaceBytes(SpectrumRequest request) {
            return 1;
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return 1e-12;
        }
    }
}
