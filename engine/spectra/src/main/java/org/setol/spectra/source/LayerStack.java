package org.setol.spectra.source;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * Several layers as one matrix: each is centred by its median and divided by its median absolute deviation, padded with
 * zeros to the right, and set below the one before. WeightWatcher's {@code stacked}.
 *
 * @param layers the matrices of each layer, side by side, of equal height
 * @param byColumn whether each column is divided by its own deviation from its own median, as SciPy does unless told
 *     otherwise, hence WeightWatcher; float32 weights are then rounded to float32 after each step, as there
 */
public record LayerStack(List<List<Part>> layers, boolean byColumn) implements MatrixSource {

    /** A matrix of a layer, or its transpose. */
    public record Part(MatrixSource matrix, boolean turned) {

        int rows() {
            return turned ? matrix.cols() : matrix.rows();
        }

        int cols() {
            return turned ? matrix.rows() : matrix.cols();
        }
    }

    public LayerStack {
        layers = List.copyOf(layers);
        for (List<Part> layer : layers) {
            if (layer.stream().mapToInt(Part::rows).distinct().count() != 1) {
                throw new IllegalArgumentException("matrices of a layer have several heights, or there are none");
            }
        }
    }

    private static int width(List<Part> layer) {
        return layer.stream().mapToInt(Part::cols).sum();
    }

    private static int height(List<Part> layer) {
        return layer.getFirst().rows();
    }

    @Override
    public int rows() {
        return layers.stream().mapToInt(LayerStack::height).reduce(0, Math::addExact);
    }

    @Override
    public int cols() {
        return layers.stream().mapToInt(LayerStack::width).max().orElse(0);
    }

    @Override
    public ElementType elementType() {
        return elementType(layers.getFirst());
    }

    /** A copy of the largest matrix in float64, its layer on the heap, and as much again to find medians in. */
    @Override
    public long scratchBytes() {
        long largest = layers.stream()
                .mapToLong(layer -> (long) height(layer) * width(layer))
                .max()
                .orElse(0);
        return 3 * largest * Double.BYTES;
    }

    @Override
    public long readAhead() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToLong(part -> part.matrix().readAhead())
                .sum();
    }

    @Override
    public void copyTo(Matrix target) {
        target.requireShape(rows(), cols());
        target.segment().fill((byte) 0);
        int from = 0;
        for (List<Part> layer : layers) {
            double[][] rows = read(layer);
            boolean inFloats = byColumn && elementType(layer) == ElementType.FLOAT32;
            standardize(rows, inFloats);
            for (double[] row : rows) {
                for (int j = 0; j < row.length; j++) {
                    target.set(from, j, row[j]);
                }
                from++;
            }
        }
    }

    private static ElementType elementType(List<Part> layer) {
        return layer.getFirst().matrix().elementType();
    }

    private static double[][] read(List<Part> layer) {
        double[][] rows = new double[height(layer)][width(layer)];
        int at = 0;
        for (Part part : layer) {
            MatrixSource source = part.matrix();
            try (Arena arena = Arena.ofConfined()) {
                Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
                source.copyTo(matrix);
                for (int i = 0; i < rows.length; i++) {
                    for (int j = 0; j < part.cols(); j++) {
                        rows[i][at + j] = part.turned() ? matrix.get(j, i) : matrix.get(i, j);
                    }
                }
            }
            at += part.cols();
        }
        return rows;
    }

    private void standardize(double[][] rows, boolean inFloats) {
        double[] all = flat(rows);
        double median = rounded(median(all), inFloats);
        double[] deviations =
                byColumn ? columnDeviations(rows, inFloats) : new double[] {deviation(all, median, false)};
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                double centred = rounded(row[j] - median, inFloats);
                row[j] = rounded(centred / deviations[byColumn ? j : 0], inFloats);
            }
        }
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] columnDeviations(double[][] rows, boolean inFloats) {
        double[] deviations = new double[rows[0].length];
        double[] column = new double[rows.length];
        for (int j = 0; j < deviations.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                column[i] = rows[i][j];
            }
            deviations[j] = deviation(column, rounded(median(column), inFloats), inFloats);
        }
        return deviations;
    }

    private static double deviation(double[] values, double median, boolean inFloats) {
        double[] distances = Arrays.stream(values)
                .map(value -> Math.abs(rounded(value - median, inFloats)))
                .toArray();
        return rounded(median(distances), inFloats);
    }

    /** The middle value, or the mean of the two in the middle. Sorts. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private static double rounded(double value, boolean inFloats) {
        return inFloats ? (float) value : value;
    }
}
