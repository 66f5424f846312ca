package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.matrix.StoredMatrix;
import org.setol.spectra.source.PermutedSource;
import org.setol.spectra.source.StridedView;

final class AsStoredTest {

    private final Taking backend = new Taking();

    @Test
    void weightsGoOverAsTheyLieAndTheResultIsChecked() {
        StridedView weights = bfloat16(130, 200, 1);
        SpectrumResult result = (SpectrumResult) decompose(weights, Precision.FLOAT32);
        assertThat(backend.taken).containsExactly("130 x 200 BF16");
        assertThat(result.routine()).isEqualTo("as stored");
        assertThat(result.residual()).isBetween(0.0, SelfCheck.tolerance(130, 200, Precision.FLOAT32));
        SpectrumRequest request = new SpectrumRequest(130, 200, Precision.FLOAT32, 1);
        SpectrumOutcome whole = SpectrumDriver.decompose(weights, Route.of(request, new JavaBackend()));
        assertThat(result.singularValues()).containsExactly(((SpectrumResult) whole).singularValues());
    }

    @Test
    void aTransposedViewHandsOverItsTranspose() {
        StridedView weights = bfloat16(20, 30, 1).transpose();
        assertThat(decompose(weights, Precision.FLOAT32)).isInstanceOf(SpectrumResult.class);
        assertThat(backend.taken).containsExactly("20 x 30 BF16");
    }

    @Test
    void aWindowOfWholeRowsBeginsWhereItBegins() {
        StridedView weights = bfloat16(40, 30, 1).rows(7, 20);
        assertThat(weights.stored().orElseThrow().segment().get(ValueLayout.JAVA_SHORT, 0))
                .isEqualTo(weights.segment().get(ValueLayout.JAVA_SHORT, 7 * 30 * 2));
        assertThat(decompose(weights, Precision.FLOAT32)).isInstanceOf(SpectrumResult.class);
        assertThat(backend.taken).containsExactly("20 x 30 BF16");
    }

    @Test
    void allElseIsTakenWhole() {
        StridedView weights = bfloat16(30, 20, 1);
        List<MatrixSource> others = List.of(
                weights.window(0, 0, 30, 10), // with gaps
                StridedView.of(new float[] {1, 2, 3, 4}, 2, 2), // another type, and on the heap
                new StridedView(MemorySegment.ofArray(new short[] {1, 2}), ElementType.BFLOAT16, 0, 1, 2, 2, 1),
                new PermutedSource(weights, 1, 1)); // changed on the way
        for (MatrixSource other : others) {
            assertThat(decompose(other, Precision.FLOAT32)).isInstanceOf(SpectrumResult.class);
        }
        assertThat(decompose(weights, Precision.FLOAT64)).isInstanceOf(SpectrumResult.class);
        assertThat(backend.taken).isEmpty();
    }

    /** bfloat16 has float32's range, so its squares overflow and vanish there; a zero matrix has no scale at all. */
    @ParameterizedTest
    @ValueSource(floats = {0x1p100f, 0x1p-100f, 0})
    void magnitudesThatDoNotSquareWellAreTakenWhole(float factor) {
        StridedView weights = bfloat16(30, 20, factor);
        assertThat(decompose(weights, Precision.FLOAT32)).isInstanceOf(SpectrumResult.class);
        assertThat(backend.taken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x7FC0, 1 NaN weight", "0x7F80, 1 infinite weight", "0xFF80, 1 infinite weight"})
    void weightsThatAreNoNumbersAreFoundWhereTheyAre(String bits, String said) {
        StridedView weights = bfloat16(30, 20, 1);
        weights.segment().setAtIndex(ValueLayout.JAVA_SHORT, 11 * 20 + 3, (short) (int) Integer.decode(bits));
        assertThat(decompose(weights, Precision.FLOAT32))
                .isEqualTo(
                        new SpectrumFailure(SpectrumFailure.Reason.NON_FINITE_WEIGHTS, said + ", at row 11, column 3"));
        assertThat(decompose(weights.transpose(), Precision.FLOAT32))
                .isEqualTo(
                        new SpectrumFailure(SpectrumFailure.Reason.NON_FINITE_WEIGHTS, said + ", at row 3, column 11"));
        assertThat(backend.taken).isEmpty();
    }

    @Test
    void aResultThatDoesNotHoldIsRedoneByTheNextBackend() {
        backend.factor = 1.1;
        StridedView weights = bfloat16(30, 20, 1);
        SpectrumRequest request = new SpectrumRequest(30, 20, Precision.FLOAT32, 1);
        SpectrumOutcome outcome = SpectrumDriver.decompose(weights, Route.of(request, backend, new JavaBackend()));
        assertThat(((SpectrumResult) outcome).backend()).isEqualTo("java");
        assertThat(((SpectrumResult) outcome).notes())
                .singleElement()
                .asString()
                .startsWith("taking float32: sum of");
    }

    private SpectrumOutcome decompose(MatrixSource source, Precision precision) {
        return SpectrumDriver.decompose(
                source, Route.of(new SpectrumRequest(source.rows(), source.cols(), precision, 1), backend));
    }

    private static StridedView bfloat16(int rows, int cols, float factor) {
        Random random = new Random(31L * rows + cols);
        MemorySegment segment = Arena.ofAuto().allocate(2L * rows * cols, 2);
        for (long i = 0; i < (long) rows * cols; i++) {
            int bits = Float.floatToIntBits((float) random.nextGaussian() * factor);
            segment.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (bits >>> 16));
        }
        return StridedView.rowMajor(segment, ElementType.BFLOAT16, rows, cols);
    }

    /** Has what it takes decomposed by {@link JavaBackend}. */
    private static final class Taking implements StoredBackend {

        private final JavaBackend whole = new JavaBackend();
        private final List<String> taken = new ArrayList<>();
        private double factor = 1;

        @Override
        public Set<ElementType> storedTypes(Precision precision) {
            return precision == Precision.FLOAT32 ? Set.of(ElementType.BFLOAT16) : Set.of();
        }

        @Override
        public SpectrumOutcome singularValues(StoredMatrix a, SpectrumRequest request) {
            taken.add(a.rows() + " x " + a.cols() + " " + a.elementType().label());
            try (Arena arena = Arena.ofConfined()) {
                Matrix matrix = Matrix.allocate(arena, a.rows(), a.cols(), request.precision());
                StridedView.rowMajor(a.segment(), a.elementType(), a.rows(), a.cols())
                        .copyTo(matrix);
                SpectrumRequest own = new SpectrumRequest(a.rows(), a.cols(), request.precision(), 1);
                double[] values = ((SpectrumResult) whole.singularValues(matrix, own)).singularValues();
                for (int i = 0; i < values.length; i++) {
                    values[i] *= factor;
                }
                return SpectrumResult.unchecked(values, name(), "as stored", request);
            }
        }

        @Override
        public String name() {
            return "taking";
        }

        @Override
        public BackendStatus status() {
            return whole.status();
        }

        @Override
        public boolean accepts(SpectrumRequest request) {
            return whole.accepts(request);
        }

        @Override
        public long workspaceBytes(SpectrumRequest request) {
            return whole.workspaceBytes(request);
        }

        @Override
        public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
            return whole.singularValues(a, request);
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return whole.noiseFloor(request);
        }
    }
}
