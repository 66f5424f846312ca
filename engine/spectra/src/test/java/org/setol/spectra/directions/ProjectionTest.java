package org.setol.spectra.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.backend.SingularVectors;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.TestMatrices;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.backend.VectorDriver;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

final class ProjectionTest {

    private final Projection projection = new Projection(new JavaProducts());

    /** Values 1 to n are planted; what is left has exactly the kept ones, and zeros. Wide, tall and square. */
    @ParameterizedTest
    @CsvSource({
        "12,7,3,true",
        "12,7,5,true",
        "12,7,2,false",
        "12,7,6,false",
        "7,12,1,true",
        "7,12,6,true",
        "7,12,3,false",
        "9,9,4,true",
        "9,9,8,false",
        "9,9,0,false",
        "9,9,9,true"
    })
    void leavesTheKeptValuesAndZeros(int rows, int cols, int top, boolean keepTop) {
        int n = Math.min(rows, cols);
        double[] planted = IntStream.rangeClosed(1, n).mapToDouble(k -> k).toArray();
        double[] kept = planted.clone();
        Arrays.fill(kept, keepTop ? 0 : n - top, keepTop ? n - top : n, 0);
        Arrays.sort(kept);
        double[][] elements = TestMatrices.planted(rows, cols, planted, 5);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = matrix(elements, arena);
            projection.apply(matrix, decompose(matrix, arena).basis(), top, keepTop);

            double[] left = decompose(matrix, arena).spectrum().singularValues();
            for (int k = 0; k < n; k++) {
                // Two decompositions and two products, each off by at most a few N eps s_max.
                assertThat(left[k]).isCloseTo(kept[k], within(20 * 12 * 0x1p-52 * n));
            }
            assertThat(distance(matrix, elements)).isCloseTo(dropped(planted, kept), within(1e-12));
        }
    }

    /** What is left and what has gone are orthogonal: the squared distance is the sum of the dropped squares. */
    private static double dropped(double[] planted, double[] kept) {
        return Math.sqrt(Math.abs(Arrays.stream(planted).map(s -> s * s).sum()
                - Arrays.stream(kept).map(s -> s * s).sum()));
    }

    private static double distance(Matrix matrix, double[][] elements) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                double difference = matrix.get(i, j) - elements[i][j];
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void keepingNoneLeavesZerosAndKeepingAllLeavesEveryBit() {
        double[][] elements = TestMatrices.random(4, 6, 3);
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = matrix(elements, arena);
            Matrix basis = decompose(matrix, arena).basis();
            projection.apply(matrix, basis, 4, true);
            projection.apply(matrix, basis, 0, false);
            assertThat(distance(matrix, elements)).isZero();
            projection.apply(matrix, basis, 4, false);
            assertThat(distance(matrix, new double[4][6])).isZero();
            assertThatThrownBy(() -> projection.apply(matrix, basis, 5, true)).hasMessageContaining("top 5");
        }
    }

    private static Matrix matrix(double[][] elements, Arena arena) {
        Matrix matrix = Matrix.allocate(arena, elements.length, elements[0].length, Precision.FLOAT64);
        for (int i = 0; i < elements.length; i++) {
            for (int j = 0; j < elements[i].length; j++) {
                matrix.set(i, j, elements[i][j]);
            }
        }
        return matrix;
    }

    private static SingularVectors decompose(Matrix matrix, Arena arena) {
        StridedView source =
                StridedView.rowMajor(matrix.segment(), Precision.FLOAT64.elementType(), matrix.rows(), matrix.cols());
        SpectrumRequest request = new SpectrumRequest(matrix.rows(), matrix.cols(), Precision.FLOAT64, 1);
        VectorBackends backends = VectorBackends.load();
        return (SingularVectors) VectorDriver.decompose(
                source, backends.route(BackendChoice.Auto.REFERENCE, Accuracy.FAST, request), arena);
    }
}
