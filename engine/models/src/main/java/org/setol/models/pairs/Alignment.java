package org.setol.models.pairs;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.setol.models.layers.Layer;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.RowBlocks;
import org.setol.spectra.source.StridedView;

/** How the matrices of one layer lie against those of its partner: formats differ in what they call a row. */
public sealed interface Alignment {

    /** Formats that keep PyTorch's order, (out, in), so that nothing is ever transposed between them. */
    Set<String> PYTORCH = Set.of("safetensors", "torch");

    /**
     * They can be compared element by element.
     *
     * @param left the left layer's matrices, as stored
     * @param right the right layer's, in the left ones' order
     * @param transposed whether they had to be transposed
     */
    record Aligned(List<StridedView> left, List<StridedView> right, boolean transposed) implements Alignment {}

    /** They cannot, and why. */
    record Misaligned(String reason) implements Alignment {}

    /**
     * Aligns two layers. Equal shapes are taken as stored, transposed ones are transposed. Square matrices of two formats
     * that do not agree on rows and columns are taken the way in which they resemble each other more: transposed when the
     * inner product with the transposed is the larger. That takes a pass over the weights; nothing else does.
     *
     * @param pair two layers of one name
     * @param oneConvention whether both files call the same a row
     */
    static Alignment of(LayerPairs.Paired pair, boolean oneConvention) {
        List<? extends MatrixSource> left = pair.left().slices();
        List<? extends MatrixSource> right = pair.right().slices();
        int rows = left.getFirst().rows();
        int cols = left.getFirst().cols();
        boolean same = right.getFirst().rows() == rows && right.getFirst().cols() == cols;
        boolean exchanged = right.getFirst().rows() == cols && right.getFirst().cols() == rows;
        if (left.size() != right.size() || !(same || exchanged)) {
            return new Misaligned("shape " + pair.left().shapeText() + " against "
                    + pair.right().shapeText());
        }
        boolean transposed = !same || (exchanged && !oneConvention && isNearerTransposed(pair));
        return new Aligned(views(left, false).toList(), views(right, transposed).toList(), transposed);
    }

    /** Whether two layers' files agree on what a row is. */
    static boolean oneConvention(String leftFormat, Layer left, String rightFormat, Layer right) {
        boolean sameFormat = leftFormat.equals(rightFormat)
                && left.tensor().operator().equals(right.tensor().operator());
        return sameFormat || (PYTORCH.contains(leftFormat) && PYTORCH.contains(rightFormat));
    }

    private static Stream<StridedView> views(List<? extends MatrixSource> slices, boolean transposed) {
        return slices.stream().map(slice -> transposed ? stored(slice).transpose() : stored(slice));
    }

    /** Layers out of a file are views of it. */
    static StridedView stored(MatrixSource slice) {
        if (slice instanceof StridedView view) {
            return view;
        }
        throw new IllegalArgumentException("not a layer as it is stored");
    }

    private static boolean isNearerTransposed(LayerPairs.Paired pair) {
        double straight = 0;
        double transposed = 0;
        for (int slice = 0; slice < pair.left().slices().size(); slice++) {
            StridedView left = stored(pair.left().slices().get(slice));
            StridedView right = stored(pair.right().slices().get(slice));
            straight += inner(left, right);
            transposed += inner(left, right.transpose());
        }
        return transposed > straight;
    }

    private static double inner(StridedView left, StridedView right) {
        double sum = 0;
        int step = RowBlocks.rows(left.cols());
        try (Arena arena = Arena.ofConfined()) {
            Matrix x = Matrix.allocate(arena, Math.min(step, left.rows()), left.cols(), Precision.FLOAT64);
            Matrix y = Matrix.allocate(arena, Math.min(step, left.rows()), left.cols(), Precision.FLOAT64);
            for (int row = 0; row < left.rows(); row += step) {
                int count = Math.min(step, left.rows() - row);
                left.copyRows(row, x.firstRows(count));
                right.copyRows(row, y.firstRows(count));
                sum += dot(x.firstRows(count), y.firstRows(count));
            }
        }
        return sum;
    }

    private static double dot(Matrix x, Matrix y) {
        double sum = 0;
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) {
                sum += x.get(i, j) * y.get(i, j);
            }
        }
        return sum;
    }
}
