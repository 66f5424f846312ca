package org.setol.spectra.source;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * {@code scale * left * right}, a matrix of m x n made of two thin ones: the update of a low-rank adapter. It is formed
 * row by row, in float64, when it is read; its spectrum is had from {@link #core} without forming it.
 *
 * @param left m x r
 * @param right r x n
 * @param scale a finite factor
 */
public record LowRankProduct(StridedView left, StridedView right, double scale) implements RowSource {

    public LowRankProduct {
        if (left.cols() != right.rows()) {
            throw new IllegalArgumentException("cannot multiply " + left.rows() + " x " + left.cols() + " and "
                    + right.rows() + " x " + right.cols());
        }
    }

    @Override
    public int rows() {
        return left.rows();
    }

    @Override
    public int cols() {
        return right.cols();
    }

    /** r, the most singular values that are not zero (fewer where m or n is smaller). */
    public int rank() {
        return left.cols();
    }

    /** What it is computed in. */
    @Override
    public ElementType elementType() {
        return ElementType.FLOAT64;
    }

    /** {@code scale * right' * left'}. */
    public LowRankProduct transpose() {
        return new LowRankProduct(right.transpose(), left.transpose(), scale);
    }

    /** A small matrix with the same singular values that are not zero. */
    public ProductCore core() {
        return new ProductCore(this);
    }

    @Override
    public long scratchBytes() {
        return (long) rank() * (rows() + (long) cols()) * Double.BYTES;
    }

    @Override
    public long readAhead() {
        return left.readAhead() + right.readAhead();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost: 2 r operations an element. Sums of r products, in order, then times scale.
     */
    @Override
    public void copyBlock(int row, int col, Matrix block) {
        StridedView rows = left.rows(row, block.rows());
        try (Arena arena = Arena.ofConfined()) {
            Matrix factors = Matrix.allocate(arena, rows.rows(), rank(), Precision.FLOAT64);
            rows.copyTo(factors);
            Matrix wide = Matrix.allocate(arena, rank(), block.cols(), Precision.FLOAT64);
            right.window(0, col, rank(), block.cols()).copyTo(wide);
            double[] sum = new double[block.cols()];
            MemorySegment stored = MemorySegment.ofArray(sum);
            for (int i = 0; i < rows.rows(); i++) {
                multiply(factors, i, wide, sum);
                Kernels.widen(ElementType.FLOAT64, stored, 0, 1, block, (long) i * sum.length, sum.length);
            }
        }
    }

    private void multiply(Matrix factors, int i, Matrix wide, double[] sum) {
        Arrays.fill(sum, 0);
        for (int k = 0; k < rank(); k++) {
            double factor = factors.get(i, k);
            long row = (long) k * sum.length;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += factor * wide.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, row + j);
            }
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] *= scale;
        }
    }
}
