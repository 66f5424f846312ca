package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class PanelsTest {

    private final Reassembling panels = new Reassembling();

    /** Lengths around multiples of a panel's, both ways, and a matrix whose shorter side exceeds a panel too. */
    @ParameterizedTest
    @CsvSource({
        "513, 3, 2",
        "3, 513, 2",
        "1024, 2, 2",
        "2, 1024, 2",
        "1025, 4, 3",
        "4, 1300, 3",
        "520, 515, 2",
        "515, 520, 2"
    })
    void everyElementComesOnceAndInItsPlace(int rows, int cols, int count) {
        StridedView weights = random(rows, cols);
        SpectrumResult result = values(weights, Precision.FLOAT64);
        assertThat(panels.panels()).hasSize(count);
        assertThat(result.singularValues()).containsExactly(whole(weights, Precision.FLOAT64));
        assertThat(result.routine()).isEqualTo("again (panels)");
        assertThat(panels.exponents()).containsExactly(0);
    }

    @Test
    void aTransposedViewIsReadAcrossItsStorage() {
        StridedView weights = random(700, 3).transpose();
        SpectrumResult result = values(weights, Precision.FLOAT32);
        assertThat(panels.panels()).containsExactly("3 x 512", "3 x 188");
        assertThat(result.singularValues()).containsExactly(whole(weights, Precision.FLOAT32));
    }

    @Test
    void aMatrixOfOnePanelAndASourceWithoutBlocksAreTakenWhole() {
        assertThat(values(random(512, 3), Precision.FLOAT64).routine()).doesNotContain("panels");
        StridedView weights = random(600, 3);
        assertThat(values(new WithoutBlocks(weights), Precision.FLOAT64).singularValues())
                .containsExactly(whole(weights, Precision.FLOAT64));
        assertThat(panels.panels()).isEmpty();
    }

    /** 2 NaN in the last panel, one infinity in the first; of a wide matrix the last panel holds the first row's. */
    @Test
    void weightsThatAreNoNumbersAreCountedOverAllPanels() {
        double[] tall = new double[1200 * 2];
        tall[100 * 2 + 1] = Double.POSITIVE_INFINITY;
        tall[1100 * 2] = Double.NaN;
        tall[1199 * 2 + 1] = Double.NaN;
        assertThat(decompose(StridedView.of(tall, 1200, 2), Precision.FLOAT64))
                .isEqualTo(new SpectrumFailure(
                        SpectrumFailure.Reason.NON_FINITE_WEIGHTS,
                        "2 NaN and 1 infinite weights, first at row 100, column 1"));
        double[] wide = new double[2 * 1200];
        wide[1200 + 5] = Double.NaN;
        wide[1150] = Double.NaN;
        assertThat(decompose(StridedView.of(wide, 2, 1200), Precision.FLOAT64))
                .isEqualTo(new SpectrumFailure(
                        SpectrumFailure.Reason.NON_FINITE_WEIGHTS, "2 NaN weights, first at row 0, column 1150"));
    }

    /** Magnitudes whose squares would overflow or vanish are scaled by a second pass; the values come back unscaled. */
    @ParameterizedTest
    @CsvSource({"FLOAT64, 900", "FLOAT64, -900", "FLOAT32, 90", "FLOAT32, -90"})
    void extremeMagnitudesAreReadTwiceAndScaled(Precision precision, int exponent) {
        StridedView plain = random(600, 3);
        double[] extreme = elements(plain);
        for (int i = 0; i < extreme.length; i++) {
            extreme[i] = Math.scalb(extreme[i], exponent);
        }
        SpectrumResult result = values(StridedView.of(extreme, 600, 3), precision);
        assertThat(panels.exponents()).hasSize(2).startsWith(0);
        // Norm sqrt(1800) times 2^exponent comes near 1: the scale is within 2^6 of the inverse.
        assertThat(panels.exponents().get(1) + exponent).isBetween(-6, 0);
        double[] expected = whole(plain, precision);
        double[] back = Arrays.stream(result.singularValues())
                .map(value -> Math.scalb(value, -exponent))
                .toArray();
        for (int i = 0; i < 3; i++) {
            // Powers of two change no digit, but JavaBackend scales on its own: 2 ulp of the largest.
            assertThat(Math.abs(back[i] - expected[i])).isLessThanOrEqualTo(2 * precision.epsilon() * expected[2]);
        }
    }

    @Test
    void magnitudesThatSquareWellAreLeftAlone() {
        for (int exponent : new int[] {-12, 12}) {
            double[] scaled = elements(random(600, 3));
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = Math.scalb(scaled[i], exponent);
            }
            values(StridedView.of(scaled, 600, 3), Precision.FLOAT32);
        }
        values(StridedView.of(new double[600 * 3], 600, 3), Precision.FLOAT32);
        assertThat(panels.exponents()).containsExactly(0, 0, 0);
    }

    @Test
    void thePeakIsAPanelAndTheWorkspaceWhateverTheLength() {
        Route route = Route.of(new SpectrumRequest(100_000, 7, Precision.FLOAT64, 1), panels);
        StridedView weights =
                new StridedView(MemorySegment.ofArray(new float[7]), ElementType.FLOAT32, 0, 100_000, 7, 0, 1);
        assertThat(route.peakBytes(weights)).isEqualTo(512 * 7 * (8 + 4) + 1000);
        assertThat(route.peakBytes(new WithoutBlocks(weights))).isEqualTo(100_000 * 7 * (8 + 4) + 1000);
    }

    private SpectrumOutcome decompose(MatrixSource source, Precision precision) {
        SpectrumRequest request = new SpectrumRequest(source.rows(), source.cols(), precision, 1);
        return SpectrumDriver.decompose(source, Route.of(request, panels));
    }

    private SpectrumResult values(MatrixSource source, Precision precision) {
        return (SpectrumResult) decompose(source, precision);
    }

    private static double[] whole(MatrixSource source, Precision precision) {
        SpectrumRequest request = new SpectrumRequest(source.rows(), source.cols(), precision, 1);
        SpectrumOutcome outcome = SpectrumDriver.decompose(source, Route.of(request, new JavaBackend()));
        return ((SpectrumResult) outcome).singularValues();
    }

    private static StridedView random(int rows, int cols) {
        Random random = new Random(31L * rows + cols);
        double[] elements = new double[rows * cols];
        Arrays.setAll(elements, i -> random.nextGaussian());
        return StridedView.of(elements, rows, cols);
    }

    private static double[] elements(StridedView view) {
        return view.segment().toArray(ValueLayout.JAVA_DOUBLE);
    }

    /** A source that can be had as a whole only. */
    private record WithoutBlocks(MatrixSource source) implements MatrixSource {

        @Override
        public int rows() {
            return source.rows();
        }

        @Override
        public int cols() {
            return source.cols();
        }

        @Override
        public ElementType elementType() {
            return source.elementType();
        }

        @Override
        public void copyTo(Matrix target) {
            source.copyTo(target);
        }
    }
}
