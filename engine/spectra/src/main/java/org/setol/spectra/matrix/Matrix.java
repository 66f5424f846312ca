package org.setol.spectra.matrix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A dense row-major matrix outside the heap, in the precision it is computed in. Rows are contiguous: element (i, j) is
 * element {@code i * cols + j} of the segment. Read column-major, as LAPACK does, it is the transpose, which has the
 * same singular values.
 *
 * <p>The record does not own its memory: the arena that allocated {@code segment} does.
 *
 * @param segment native memory of at least {@code rows * cols * precision.bytes()} bytes, aligned to 64
 * @param rows number of rows, 0 allowed
 * @param cols number of columns, 0 allowed
 * @param precision the type of the elements
 */
public record Matrix(MemorySegment segment, int rows, int cols, Precision precision) {

    /** Cache-line alignment; BLAS kernels read aligned panels fastest. */
    private static final long ALIGNMENT = 64;

    public Matrix {
        if (rows < 0 || cols < 0) {
            throw new IllegalArgumentException("negative shape " + rows + " x " + cols);
        }
        if (!segment.isNative()) {
            throw new IllegalArgumentException("a matrix lives outside the heap; copy the array into an arena first");
        }
        long needed = (long) rows * cols * precision.bytes();
        if (segment.byteSize() < needed) {
            throw new IllegalArgumentException(rows + " x " + cols + " " + precision.label() + " needs " + needed
                    + " bytes, the segment has " + segment.byteSize());
        }
    }

    /** A matrix of zeros that lives as long as {@code arena}. */
    public static Matrix allocate(Arena arena, int rows, int cols, Precision precision) {
        long bytes = Math.max(1, (long) rows * cols * precision.bytes());
        return new Matrix(arena.allocate(bytes, ALIGNMENT), rows, cols, precision);
    }

    /** min(rows, cols): the number of singular values. */
    public int rank() {
        return Math.min(rows, cols);
    }

    /** rows * cols. */
    public long size() {
        return (long) rows * cols;
    }

    /** A run of elements in storage order, as a matrix of one row over the same memory. */
    public Matrix elements(long from, int count) {
        long bytes = precision.bytes();
        return new Matrix(segment.asSlice(from * bytes, count * bytes), 1, count, precision);
    }

    /** The rows from 0 to {@code count}, over the same memory. */
    public Matrix firstRows(int count) {
        return new Matrix(segment.asSlice(0, (long) count * cols * precision.bytes()), count, cols, precision);
    }

    /** Element (i, j), widened to double. For tests and small matrices; kernels read the segment. */
    public double get(int i, int j) {
        long index = (long) i * cols + j;
        return switch (precision) {
            case FLOAT32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case FLOAT64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
        };
    }

    /** Sets element (i, j), rounded to the matrix's precision. */
    public void set(int i, int j, double value) {
        long index = (long) i * cols + j;
        switch (precision) {
            case FLOAT32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
            case FLOAT64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
        }
    }

    /**
     * For sources that write into this.
     *
     * @throws IllegalArgumentException unless it has that shape
     */
    public void requireShape(int wantedRows, int wantedCols) {
        if (rows != wantedRows || cols != wantedCols) {
            throw new IllegalArgumentException(
                    "source is " + wantedRows + " x " + wantedCols + ", target " + rows + " x " + cols);
        }
    }
}
