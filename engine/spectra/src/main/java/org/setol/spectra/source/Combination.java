package org.setol.spectra.source;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;

/**
 * A sum of matrices of one shape, each with a sign: W - W_base, W + an update. All arithmetic is float64, whatever the
 * weights are stored in and the target computes in, so what is stored in 32 bits or fewer is subtracted without error as
 * long as its exponents lie within 29 of each other; a float32 target gets the float64 sum rounded once.
 *
 * @param terms at least one, in the order they are added
 */
public record Combination(List<Term> terms) implements RowSource {

    /**
     * One of them.
     *
     * @param source the matrix
     * @param sign 1 or -1
     */
    public record Term(RowSource source, int sign) {

        public Term {
            if (sign != 1 && sign != -1) {
                throw new IllegalArgumentException("sign " + sign + " is neither 1 nor -1");
            }
        }
    }

    public Combination {
        terms = List.copyOf(terms);
        for (Term term : terms) {
            requireShape(terms.getFirst().source(), term.source());
        }
    }

    /** {@code left - right}. */
    public static Combination difference(RowSource left, RowSource right) {
        return new Combination(List.of(new Term(left, 1), new Term(right, -1)));
    }

    /** {@code left + right}. */
    public static Combination sum(RowSource left, RowSource right) {
        return new Combination(List.of(new Term(left, 1), new Term(right, 1)));
    }

    private static void requireShape(RowSource first, RowSource other) {
        if (first.rows() != other.rows() || first.cols() != other.cols()) {
            throw new IllegalArgumentException("cannot add " + first.rows() + " x " + first.cols() + " and "
                    + other.rows() + " x " + other.cols());
        }
    }

    @Override
    public int rows() {
        return terms.getFirst().source().rows();
    }

    @Override
    public int cols() {
        return terms.getFirst().source().cols();
    }

    /** What it is computed in. */
    @Override
    public ElementType elementType() {
        return ElementType.FLOAT64;
    }

    @Override
    public long scratchBytes() {
        long most = terms.stream()
                .mapToLong(term -> term.source().scratchBytes())
                .max()
                .orElse(0);
        return 2 * Math.max(RowBlocks.bytes(cols()), RowBlocks.bytes(1)) + most;
    }

    @Override
    public void copyBlock(int row, int col, Matrix block) {
        try (Arena arena = Arena.ofConfined()) {
            int width = block.cols();
            int step = RowBlocks.rows(width);
            Matrix sum = RowBlocks.next(arena, 0, block.rows(), width);
            Matrix scratch = RowBlocks.next(arena, 0, block.rows(), width);
            for (int from = 0; from < block.rows(); from += step) {
                Matrix part = sum.firstRows(Math.min(step, block.rows() - from));
                addAll(row + from, col, part, scratch.firstRows(part.rows()));
                Kernels.widen(ElementType.FLOAT64, part.segment(), 0, 1, block, (long) from * width, part.size());
            }
        }
    }

    private void addAll(int row, int col, Matrix sum, Matrix scratch) {
        sum.segment().fill((byte) 0);
        for (Term term : terms) {
            term.source().copyBlock(row, col, scratch);
            add(term.sign(), scratch.segment(), sum.segment(), sum.size());
        }
    }

    @Override
    public long readAhead() {
        return terms.stream().mapToLong(term -> term.source().readAhead()).sum();
    }

    private static void add(int sign, MemorySegment from, MemorySegment to, long size) {
        for (long k = 0; k < size; k++) {
            double value = from.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
            to.setAtIndex(ValueLayout.JAVA_DOUBLE, k, to.getAtIndex(ValueLayout.JAVA_DOUBLE, k) + sign * value);
        }
    }
}
