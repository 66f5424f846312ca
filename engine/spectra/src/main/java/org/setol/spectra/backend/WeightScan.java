package org.setol.spectra.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;

/**
 * What one pass over the weights tells before they are decomposed: their {@link FrobeniusNorm norm}, or that some of
 * them are {@link NonFiniteWeights no numbers}, in which case there is nothing to decompose.
 */
public sealed interface WeightScan permits FrobeniusNorm, NonFiniteWeights {

    /** Elements summed at once: 64 or 128 KiB. Longer sums err by more than {@link SelfCheck} allows a decomposition. */
    int BLOCK = 1 << 14;

    /**
     * Scans all elements. One pass of the vector kernel at memory speed when the squares are ordinary numbers, as those
     * of weights are; else a careful second and third one, which find what is wrong, or a scale.
     *
     * <p>The sum of squares has a relative error of at most (2^11 + size / 2^14) eps64 / 2 and in practice a few eps64
     * (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 4.2: blocked summation).
     */
    static WeightScan of(Matrix matrix) {
        double sum = 0;
        for (long from = 0; from < matrix.size(); from += BLOCK) {
            sum += Kernels.sumOfSquares(matrix.elements(from, (int) Math.min(BLOCK, matrix.size() - from)));
        }
        return FrobeniusNorm.isOrdinary(sum) ? new FrobeniusNorm(1, sum) : careful(matrix);
    }

    /**
     * What the scans of two blocks of a matrix tell together.
     *
     * @param before in coordinates of the matrix
     * @param block of a block
     * @param row where it begins
     * @param col where it begins
     */
    static WeightScan both(WeightScan before, WeightScan block, int row, int col) {
        return switch (block) {
            case FrobeniusNorm norm -> before instanceof FrobeniusNorm other ? other.plus(norm) : before;
            case NonFiniteWeights weights -> {
                NonFiniteWeights placed = weights.at(row, col);
                yield before instanceof NonFiniteWeights others ? others.plus(placed) : placed;
            }
        };
    }

    private static WeightScan careful(Matrix matrix) {
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            double[] row = sumOfSquaresAndLargest(matrix, i, 1);
            if (!Double.isFinite(row[0]) && hasNonFinite(matrix, i)) {
                return NonFiniteWeights.countFrom(matrix, i);
            }
            sum += row[0];
            largest = Math.max(largest, row[1]);
        }
        return FrobeniusNorm.squaresAreSafe(largest)
                ? new FrobeniusNorm(1, sum)
                : scaled(matrix, FrobeniusNorm.scaleFor(largest));
    }

    private static FrobeniusNorm scaled(Matrix matrix, double scale) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            sum += sumOfSquaresAndLargest(matrix, i, 1 / scale)[0];
        }
        return new FrobeniusNorm(scale, sum);
    }

    /** Sum of squares and largest magnitude of the elements of row {@code i}, each times {@code factor}. */
    private static double[] sumOfSquaresAndLargest(Matrix matrix, int i, double factor) {
        MemorySegment segment = matrix.segment();
        long start = (long) i * matrix.cols();
        double sum = 0;
        double largest = 0;
        switch (matrix.precision()) {
            case FLOAT32 -> {
                for (int j = 0; j < matrix.cols(); j++) {
                    double x = segment.getAtIndex(ValueLayout.JAVA_FLOAT, start + j) * factor;
                    sum += x * x;
                    largest = Math.max(largest, Math.abs(x));
                }
            }
            case FLOAT64 -> {
                for (int j = 0; j < matrix.cols(); j++) {
                    double x = segment.getAtIndex(ValueLayout.JAVA_DOUBLE, start + j) * factor;
                    sum += x * x;
                    largest = Math.max(largest, Math.abs(x));
                }
            }
        }
        return new double[] {sum, largest};
    }

    private static boolean hasNonFinite(Matrix matrix, int i) {
        for (int j = 0; j < matrix.cols(); j++) {
            if (!Double.isFinite(matrix.get(i, j))) {
                return true;
            }
        }
        return false;
    }
}
