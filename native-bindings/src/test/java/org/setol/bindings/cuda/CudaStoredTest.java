package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.matrix.StoredMatrix;
import org.setol.spectra.source.StridedView;

/** Weights of 16 bits on the device as they are, against the widened ones in float64 by plain Java. */
@EnabledIf(
        value = "org.setol.bindings.cuda.TestDevice#exists",
        disabledReason = "neither a device nor gcc to build stubs with")
final class CudaStoredTest {

    private final CudaGramBackend backend = new CudaGramBackend(TestDevice::engine);

    /** Tall and wide, one panel of the sum, just more, and several; a side that no vector unit likes. */
    @ParameterizedTest
    @CsvSource({"40, 30", "30, 40", "512, 20", "20, 513", "1200, 33", "33, 1301", "1, 7", "5, 1"})
    void theValuesAreThoseOfTheWeights(int rows, int cols) {
        for (ElementType type : StoredGram.types()) {
            SpectrumResult result =
                    (SpectrumResult) decompose(weights(type, rows, cols, 1), Precision.FLOAT32, backend);
            assertThat(result.routine()).isEqualTo("GemmEx (" + type.label() + ")+Xsyevd");
            assertSquares(result, weights(type, rows, cols, 1));
        }
    }

    @Test
    void theSumOfManyTermsOfOneSignErrsNoMoreThanTheContractAllows() {
        for (ElementType type : StoredGram.types()) {
            StridedView positive = weights(type, 12, 9000, 1, 0);
            SpectrumResult result = (SpectrumResult) decompose(positive, Precision.FLOAT32, backend);
            assertThat(result.routine()).startsWith("GemmEx");
            assertSquares(result, positive);
        }
    }

    /** No copy of them is made: a source that could not be copied is decomposed all the same. */
    @ParameterizedTest
    @CsvSource({"40, 30", "30, 40", "513, 20"})
    void weightsOfThePrecisionItselfGoAsTheyLie(int rows, int cols) {
        for (Precision precision : Precision.values()) {
            ElementType type = precision.elementType();
            StridedView weights = weights(type, rows, cols, 1);
            SpectrumRequest request = new SpectrumRequest(rows, cols, precision, 1);
            SpectrumResult result =
                    (SpectrumResult) SpectrumDriver.decompose(new Uncopied(weights), Route.of(request, backend));
            assertThat(result.routine()).isEqualTo((precision == Precision.FLOAT32 ? "s" : "d") + "syrk+Xsyevd");
            assertSquares(result, weights);
        }
    }

    private record Uncopied(StridedView weights) implements MatrixSource {

        @Override
        public int rows() {
            return weights.rows();
        }

        @Override
        public int cols() {
            return weights.cols();
        }

        @Override
        public ElementType elementType() {
            return weights.elementType();
        }

        @Override
        public void copyTo(Matrix target) {
            throw new IllegalStateException("copied");
        }

        @Override
        public Optional<StoredMatrix> stored() {
            return weights.stored();
        }
    }

    /** On the way, and to all digits: squares agree with those of plain Java to float64's rounding. The last takes several buffers. */
    @ParameterizedTest
    @CsvSource({"BFLOAT16, 40, 30", "FLOAT16, 30, 40", "FLOAT32, 40, 30", "BFLOAT16, 3, 1000000"})
    void inFloat64NarrowerOnesAreWidenedOnTheWay(ElementType type, int rows, int cols) {
        StridedView weights = weights(type, rows, cols, 1);
        SpectrumRequest request = new SpectrumRequest(rows, cols, Precision.FLOAT64, 1);
        SpectrumResult result =
                (SpectrumResult) SpectrumDriver.decompose(new Uncopied(weights), Route.of(request, backend));
        assertThat(result.routine()).isEqualTo("dsyrk+Xsyevd");
        assertSquares(result, weights, Precision.FLOAT64);
    }

    /** Beyond what squares well in float32 they are widened and scaled. */
    @Test
    void largeAndSmallOnesAreScaled() {
        for (float scale : new float[] {0x1p90f, 0x1p-90f}) {
            StridedView weights = weights(ElementType.BFLOAT16, 40, 30, scale);
            SpectrumResult result = (SpectrumResult) decompose(weights, Precision.FLOAT32, backend);
            assertThat(result.routine()).isEqualTo("ssyrk+Xsyevd");
            assertSquares(result, weights);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"BFLOAT16", "FLOAT16"})
    void aWeightThatIsNoNumberIsTheSameFailureAsOnTheProcessor(ElementType type) {
        StridedView weights = weights(type, 40, 30, 1);
        weights.segment().setAtIndex(ValueLayout.JAVA_SHORT, 30 * 17 + 4, (short) 0x7FFF);
        SpectrumOutcome outcome = decompose(weights, Precision.FLOAT32, backend);
        assertThat(outcome).isEqualTo(decompose(weights, Precision.FLOAT32, new JavaBackend()));
        assertThat(((SpectrumFailure) outcome).reason()).isEqualTo(SpectrumFailure.Reason.NON_FINITE_WEIGHTS);
    }

    /** Errors of eigenvalues: 4 N eps lambda_max, as in the backends' contract. */
    private static void assertSquares(SpectrumResult result, StridedView weights) {
        assertSquares(result, weights, Precision.FLOAT32);
    }

    private static void assertSquares(SpectrumResult result, StridedView weights, Precision precision) {
        double[] expected =
                ((SpectrumResult) decompose(weights, Precision.FLOAT64, new JavaBackend())).singularValues();
        double largest = expected[expected.length - 1];
        double tolerance = 4 * Math.max(weights.rows(), weights.cols()) * precision.epsilon();
        assertThat(result.singularValues()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double x = result.singularValues()[i] / largest;
            double y = expected[i] / largest;
            assertThat(Math.abs(x * x - y * y)).isLessThanOrEqualTo(tolerance);
        }
    }

    private static SpectrumOutcome decompose(StridedView weights, Precision precision, SpectrumBackend by) {
        SpectrumRequest request = new SpectrumRequest(weights.rows(), weights.cols(), precision, 1);
        return SpectrumDriver.decompose(weights, Route.of(request, by));
    }

    private static StridedView weights(ElementType type, int rows, int cols, float scale) {
        return weights(type, rows, cols, scale, -1);
    }

    /** Between {@code least} and 1, times the scale, rounded to the type. */
    private static StridedView weights(ElementType type, int rows, int cols, float scale, double least) {
        SplittableRandom random = new SplittableRandom(rows * 7919L + cols);
        MemorySegment segment = Arena.ofAuto().allocate((long) type.bytes() * rows * cols, 64);
        for (long i = 0; i < (long) rows * cols; i++) {
            float value = (float) random.nextDouble(least, 1) * scale;
            switch (type) {
                case FLOAT64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
                case FLOAT32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
                case FLOAT16 -> segment.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(value));
                default -> segment.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToIntBits(value) >>> 16));
            }
        }
        return StridedView.rowMajor(segment, type, rows, cols);
    }
}
