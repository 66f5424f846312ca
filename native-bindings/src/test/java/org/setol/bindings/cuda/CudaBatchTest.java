package org.setol.bindings.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

@EnabledIf(
        value = "org.setol.bindings.cuda.TestDevice#exists",
        disabledReason = "neither a device nor gcc to build stubs with")
final class CudaBatchTest {

    private static final SpectrumRequest REQUEST = new SpectrumRequest(12, 9, Precision.FLOAT64, 1);

    @Test
    void eachMatrixOfABatchHasItsOwnValuesWhateverTheirScale() {
        assertBatch(new CudaSyevBatchedBackend(TestDevice::engine));
    }

    /** Room for the Gram matrices of two or three of the seven, not of all. */
    @Test
    @DisabledIf(value = "org.setol.bindings.cuda.TestDevice#isReal", disabledReason = "its workspaces are larger")
    void aBatchThatDoesNotFitIsHalvedUntilItDoes() throws Exception {
        String before = System.setProperty(GpuMemory.PROPERTY, "40000");
        try {
            CudaEngine small = new CudaEngine(TestDevice.engine().cuda());
            assertBatch(new CudaSyevBatchedBackend(() -> small));
        } finally {
            if (before == null) {
                System.clearProperty(GpuMemory.PROPERTY);
            } else {
                System.setProperty(GpuMemory.PROPERTY, before);
            }
        }
    }

    /** Against the plain Java backend; tolerance of the contract, on squares. */
    private static void assertBatch(CudaSyevBatchedBackend backend) {
        try (Arena arena = Arena.ofConfined()) {
            List<Matrix> batch = matrices(arena);
            List<Matrix> same = matrices(arena);
            List<SpectrumOutcome> outcomes = backend.singularValues(batch, REQUEST);
            assertThat(outcomes).hasSameSizeAs(batch);
            for (int k = 0; k < batch.size(); k++) {
                double[] actual = ((SpectrumResult) outcomes.get(k)).singularValues();
                double[] expected =
                        ((SpectrumResult) new JavaBackend().singularValues(same.get(k), REQUEST)).singularValues();
                double largest = expected[expected.length - 1];
                for (int i = 0; i < expected.length; i++) {
                    double x = actual[i] / largest;
                    double y = expected[i] / largest;
                    assertThat(Math.abs(x * x - y * y)).isLessThan(4 * 12 * Precision.FLOAT64.epsilon());
                }
            }
        }
    }

    private static List<Matrix> matrices(Arena arena) {
        SplittableRandom random = new SplittableRandom(5);
        List<Matrix> matrices = new ArrayList<>();
        for (int k = 0; k < 7; k++) {
            Matrix matrix = Matrix.allocate(arena, REQUEST.rows(), REQUEST.cols(), Precision.FLOAT64);
            double scale = Math.pow(10, 100 * (k - 3));
            for (int i = 0; i < REQUEST.rows(); i++) {
                for (int j = 0; j < REQUEST.cols(); j++) {
                    matrix.set(i, j, scale * random.nextDouble(-1, 1));
                }
            }
            matrices.add(matrix);
        }
        return matrices;
    }
}
