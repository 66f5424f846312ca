package org.setol.spectra.source;

import java.lang.foreign.Arena;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.random.RandomWords;

/**
 * What two neighbouring layers have in common: X = A S B / norm, A and B turned so that they meet in a side they share.
 * WeightWatcher's {@code intra}.
 *
 * @param left A's weights
 * @param leftTransposed whether A is their transpose
 * @param right B's weights
 * @param rightTransposed whether B is their transpose
 * @param mask S
 * @param seed the user's
 * @param stream of S
 */
public record LayerProduct(
        MatrixSource left,
        boolean leftTransposed,
        MatrixSource right,
        boolean rightTransposed,
        Mask mask,
        long seed,
        long stream)
        implements MatrixSource {

    /** What is between the layers. */
    public enum Mask {
        /** S = I, norm = |A| |B| (Frobenius). */
        NONE,
        /** WeightWatcher's sparsify: all elements of S 0 or 1, equally likely; norm = |A| |B| + sqrt(|S|). */
        DENSE,
        /** A ReLU's: diagonal elements 0 or 1, equally likely; norm = |A| |B|. */
        DIAGONAL
    }

    public LayerProduct {
        if (inner(left, !leftTransposed) != inner(right, rightTransposed)) {
            throw new IllegalArgumentException("inner sides " + inner(left, !leftTransposed) + " and "
                    + inner(right, rightTransposed) + " differ");
        }
    }

    private static int inner(MatrixSource source, boolean cols) {
        return cols ? source.cols() : source.rows();
    }

    private int inner() {
        return inner(right, rightTransposed);
    }

    @Override
    public int rows() {
        return inner(left, leftTransposed);
    }

    @Override
    public int cols() {
        return inner(right, !rightTransposed);
    }

    @Override
    public ElementType elementType() {
        return left.elementType();
    }

    /** Both layers in float64; S and A S where S is dense; Java's products copy factors once more. */
    @Override
    public long scratchBytes() {
        long layers = (long) left.rows() * left.cols() + (long) right.rows() * right.cols();
        long dense = mask == Mask.DENSE ? (long) inner() * inner() + (long) rows() * inner() : 0;
        return 2 * (layers + dense) * Double.BYTES + left.scratchBytes() + right.scratchBytes();
    }

    @Override
    public long readAhead() {
        return left.readAhead() + right.readAhead();
    }

    /** Non-finite weights make non-finite products, as everywhere to be found by who decomposes them. */
    @Override
    public void copyTo(Matrix target) {
        Precision precision = target.precision();
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = read(arena, left, precision);
            Matrix b = read(arena, right, precision);
            double norm = norm(a) * norm(b);
            double scale = norm == 0 ? 1 : 1 / norm; // a layer of zeros alone makes a product of zeros alone
            MatrixProducts products = MatrixProducts.best();
            Factor first = new Factor(a, leftTransposed);
            Factor second = new Factor(b, rightTransposed);
            switch (mask) {
                case NONE -> products.multiply(scale, first, second, 0, target);
                case DIAGONAL -> {
                    dropHalf(b);
                    products.multiply(scale, first, second, 0, target);
                }
                case DENSE -> {
                    Matrix s = Matrix.allocate(arena, inner(), inner(), precision);
                    double ones = fill(s);
                    Matrix masked = Matrix.allocate(arena, rows(), inner(), precision);
                    products.multiply(1, first, Factor.of(s), 0, masked);
                    products.multiply(1 / (norm + Math.sqrt(Math.sqrt(ones))), Factor.of(masked), second, 0, target);
                }
            }
        }
    }

    private static Matrix read(Arena arena, MatrixSource source, Precision precision) {
        Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), precision);
        source.copyTo(matrix);
        return matrix;
    }

    private static double norm(Matrix matrix) {
        return WeightScan.of(matrix) instanceof FrobeniusNorm norm ? norm.value() : Double.NaN;
    }

    /** S with random bits; returns their sum. */
    private double fill(Matrix s) {
        RandomWords words = new RandomWords(seed, stream);
        long ones = 0;
        for (int i = 0; i < s.rows(); i++) {
            int word = 0;
            for (int j = 0; j < s.cols(); j++) {
                word = j % Integer.SIZE == 0 ? words.next() : word >>> 1;
                s.set(i, j, word & 1);
                ones += word & 1;
            }
        }
        return ones;
    }

    /** Sets the rows of B that random bits choose to zero. */
    private void dropHalf(Matrix b) {
        RandomWords words = new RandomWords(seed, stream);
        for (int k = 0; k < inner(); k++) {
            if ((words.next() & 1) == 0) {
                for (int j = 0; j < cols(); j++) {
                    b.set(rightTransposed ? j : k, rightTransposed ? k : j, 0);
                }
            }
        }
    }
}
