package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.setol.spectra.metrics.MatrixDistance.NonFinite;
import org.setol.spectra.metrics.MatrixDistance.Norm;
import org.setol.spectra.source.RowBlocks;
import org.setol.spectra.source.StridedView;

final class MatrixDistanceTest {

    private static final int ROWS = 2000;
    private static final int COLS = 70;

    private static float[] random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[ROWS * COLS];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void isTheRootOfTheSumOfSquaredDifferences() {
        float[] a = random(1);
        float[] b = random(2);
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double difference = (double) a[k] - b[k];
            sum += difference * difference;
        }
        assertThat(RowBlocks.rows(COLS)).as("rows a block").isLessThan(ROWS);

        MatrixDistance.Outcome distance =
                MatrixDistance.euclidean(StridedView.of(a, ROWS, COLS), StridedView.of(b, ROWS, COLS));

        // Two sums of 140,000 positive terms in different orders: at most their number's eps64 apart.
        double norm = Math.sqrt(sum);
        assertThat(((Norm) distance).value()).isCloseTo(norm, within(norm * a.length * 0x1p-53));
        assertThat(MatrixDistance.euclidean(StridedView.of(a, ROWS, COLS), StridedView.of(a, ROWS, COLS)))
                .isEqualTo(new Norm(0));
    }

    @Test
    void squaresDoNotOverflow() {
        double[] a = {3e200, 0};
        double[] b = {0, -4e200};

        assertThat(MatrixDistance.euclidean(StridedView.of(a, 2, 1), StridedView.of(b, 2, 1)))
                .isInstanceOfSatisfying(
                        Norm.class, norm -> assertThat(norm.value()).isCloseTo(5e200, within(1e186)));
    }

    @Test
    void whatIsNoNumberIsToldWithItsPlaceInTheWholeMatrix() {
        double[] a = new double[ROWS * COLS];
        Arrays.fill(a, 1);
        a[1234 * COLS + 5] = Double.NaN;

        assertThat(MatrixDistance.norm(StridedView.of(a, ROWS, COLS)))
                .isEqualTo(new NonFinite("1 NaN weight, at row 1234, column 5"));
    }
}
