package org.setol.spectra.source;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.StoredMatrix;

/**
 * A matrix inside a stored tensor: element (i, j) is element {@code offset + i * rowStride + j * colStride} of the
 * segment. One view describes a dense weight, its transpose, or one kernel position of a convolution. Nothing is copied
 * until {@link #copyTo}.
 *
 * @param segment the tensor's bytes, little-endian; mapped, native or on the heap
 * @param elementType a floating type
 * @param offset index of element (0, 0), in elements
 * @param rows number of rows
 * @param cols number of columns
 * @param rowStride distance between rows, in elements
 * @param colStride distance between columns, in elements
 */
public record StridedView(
        MemorySegment segment, ElementType elementType, long offset, int rows, int cols, long rowStride, long colStride)
        implements RowSource {

    public StridedView {
        if (!elementType.isFloating()) {
            throw new IllegalArgumentException(elementType.label() + " does not hold weights");
        }
        if (rows < 0 || cols < 0 || offset < 0 || rowStride < 0 || colStride < 0) {
            throw new IllegalArgumentException("negative shape, offset or stride: " + rows + " x " + cols + " at "
                    + offset + ", strides " + rowStride + ", " + colStride);
        }
        if (rows > 0 && cols > 0) {
            long last = Math.addExact(
                    offset,
                    Math.addExact(Math.multiplyExact(rows - 1L, rowStride), Math.multiplyExact(cols - 1L, colStride)));
            if (last >= segment.byteSize() / elementType.bytes()) {
                throw new IllegalArgumentException("element (" + (rows - 1) + ", " + (cols - 1) + ") lies at " + last
                        + ", beyond the " + segment.byteSize() / elementType.bytes() + " stored");
            }
        }
    }

    /** A row-major matrix over all of {@code segment}. */
    public static StridedView rowMajor(MemorySegment segment, ElementType elementType, int rows, int cols) {
        return new StridedView(segment, elementType, 0, rows, cols, cols, 1);
    }

    /** A row-major matrix over a Java array; the array is read in place. */
    public static StridedView of(double[] rowMajor, int rows, int cols) {
        return rowMajor(MemorySegment.ofArray(rowMajor), ElementType.FLOAT64, rows, cols);
    }

    /** A row-major matrix over a Java array; the array is read in place. */
    public static StridedView of(float[] rowMajor, int rows, int cols) {
        return rowMajor(MemorySegment.ofArray(rowMajor), ElementType.FLOAT32, rows, cols);
    }

    /** The same elements with rows and columns exchanged. */
    public StridedView transpose() {
        return new StridedView(segment, elementType, offset, cols, rows, colStride, rowStride);
    }

    /** The block of this shape whose first element is (row, col). */
    public StridedView window(int row, int col, int height, int width) {
        Objects.checkFromIndexSize(row, height, rows);
        Objects.checkFromIndexSize(col, width, cols);
        long first = offset + row * rowStride + col * colStride;
        return new StridedView(segment, elementType, first, height, width, rowStride, colStride);
    }

    /** True when the elements lie one after the other in row-major order. */
    public boolean isContiguous() {
        return (colStride == 1 || cols <= 1) && (rowStride == cols || rows <= 1);
    }

    @Override
    public Optional<StoredMatrix> stored() {
        if (!segment.isNative()) {
            return Optional.empty();
        }
        return Stream.of(this, transpose())
                .filter(StridedView::isContiguous)
                .findFirst()
                .map(view -> new StoredMatrix(
                        segment.asSlice(offset * elementType.bytes()), elementType, view.rows(), view.cols()));
    }

    /** Some of the rows, as a view of their own. */
    public StridedView rows(int from, int count) {
        Objects.checkFromIndexSize(from, count, rows);
        return new StridedView(segment, elementType, offset + from * rowStride, count, cols, rowStride, colStride);
    }

    @Override
    public void copyBlock(int row, int col, Matrix block) {
        window(row, col, block.rows(), block.cols()).copyTo(block);
    }

    @Override
    public long readAhead() {
        return MappedPages.readAhead(this);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Widening is exact. Rounding float64 to float32 is to nearest, ties to even.
     */
    @Override
    public void copyTo(Matrix target) {
        requireShape(target);
        if (isContiguous()) {
            Kernels.widen(elementType, segment, offset, 1, target, 0, target.size());
            return;
        }
        for (int i = 0; i < rows; i++) {
            Kernels.widen(elementType, segment, offset + i * rowStride, colStride, target, (long) i * cols, cols);
        }
    }

    /** Whether {@link #store} can round to the type of the elements. */
    public boolean canStore() {
        return Rounding.canRoundTo(elementType);
    }

    /**
     * The way back: overwrites all elements, rounded to nearest, ties to even (see {@link Rounding}).
     *
     * @param matrix of this shape
     * @return what is stored, and how far from the matrix
     * @throws IllegalArgumentException when the shapes differ, or elements are 8-bit floats, which nothing here rounds to
     */
    public Stored store(Matrix matrix) {
        requireShape(matrix);
        double norm = 0;
        double error = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double value = matrix.get(i, j);
                long index = offset + i * rowStride + j * colStride;
                double stored = Rounding.store(value, elementType, segment, index);
                norm += stored * stored;
                error += (stored - value) * (stored - value);
            }
        }
        return new Stored(norm, error);
    }

    /**
     * What {@link #store} has made of a matrix.
     *
     * @param squaredNorm of the elements as they are stored; infinite or NaN when one is
     * @param squaredError of their differences from what they should be
     */
    public record Stored(double squaredNorm, double squaredError) {

        /** Nothing yet. */
        public static final Stored NOTHING = new Stored(0, 0);

        /** Of both together. */
        public Stored plus(Stored other) {
            return new Stored(squaredNorm + other.squaredNorm, squaredError + other.squaredError);
        }
    }

    private void requireShape(Matrix matrix) {
        if (matrix.rows() != rows || matrix.cols() != cols) {
            throw new IllegalArgumentException(
                    "view is " + rows + " x " + cols + ", target " + matrix.rows() + " x " + matrix.cols());
        }
    }
}
