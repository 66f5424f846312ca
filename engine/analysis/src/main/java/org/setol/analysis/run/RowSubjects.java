package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerIdentity;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerType;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.source.ConvolutionFrequency;
import org.setol.spectra.source.LayerProduct;
import org.setol.spectra.source.LayerProduct.Mask;
import org.setol.spectra.source.LayerStack;
import org.setol.spectra.source.PermutedSource;

/**
 * Which rows a model's layers make: one each as a rule, one for each slice, one for all stacked, one for each pair of
 * neighbours.
 */
record RowSubjects(AnalysisOptions options) {

    /** WeightWatcher's grid for convolutions. */
    private static final int GRID = 32;

    List<RowSubject> of(List<Layer> layers) {
        if (layers.isEmpty()) {
            return List.of();
        }
        if (wants(Extra.STACKED)) {
            return List.of(stacked(layers));
        }
        return wants(Extra.INTRA)
                ? pairs(layers)
                : layers.stream().flatMap(layer -> rows(layer).stream()).toList();
    }

    private boolean wants(Extra extra) {
        return options.metrics().wants(extra);
    }

    private boolean isCompat() {
        return options.metrics().mode() == MetricsMode.COMPAT;
    }

    private List<RowSubject> rows(Layer layer) {
        LayerIdentity identity = LayerIdentity.of(layer);
        // A kernel of one position does the same to every frequency: its matrix stands for all of them.
        if (wants(Extra.CONV2D_FFT) && layer.type() == LayerType.CONV2D && layer.rf() > 1) {
            return List.of(RowSubject.of(identity, frequencies(layer), ConvolutionNorm.NONE, 0));
        }
        ConvolutionNorm norm = ConvolutionNorm.of(layer, options);
        if (options.rules().pool()) {
            return List.of(RowSubject.of(identity, layer.slices(), norm, 0));
        }
        List<RowSubject> rows = new ArrayList<>();
        for (int slice = 0; slice < layer.slices().size(); slice++) {
            List<? extends MatrixSource> one = layer.slices().subList(slice, slice + 1);
            rows.add(RowSubject.of(identity.withSlice(slice), one, norm, slice));
        }
        return rows;
    }

    private static List<MatrixSource> frequencies(Layer layer) {
        int kernelCols = layer.kernelCols();
        int grid = Math.max(GRID, Math.max(kernelCols, layer.rf() / kernelCols));
        List<MatrixSource> frequencies = new ArrayList<>();
        for (int u = 0; u < grid; u++) {
            for (int v = 0; v < grid; v++) {
                ConvolutionFrequency frequency = new ConvolutionFrequency(layer.slices(), kernelCols, grid, u, v);
                if (frequency.isWanted()) {
                    frequencies.add(frequency);
                }
            }
        }
        return frequencies;
    }

    /** WeightWatcher keeps as many values as the first layer alone would have. */
    private RowSubject stacked(List<Layer> layers) {
        LayerStack stack =
                new LayerStack(layers.stream().map(RowSubjects::sideBySide).toList(), isCompat());
        LayerIdentity identity = new LayerIdentity(
                0,
                "Stacked Layer",
                layers.getFirst().longname(),
                "stacked",
                Math.max(stack.rows(), stack.cols()),
                Math.min(stack.rows(), stack.cols()),
                1,
                OptionalInt.empty());
        long most = isCompat() ? layers.getFirst().pooledEvals() : Integer.MAX_VALUE;
        Reading reading = new Reading(Math.toIntExact(most), false);
        return new RowSubject(identity, List.of(stack), ConvolutionNorm.NONE, 1, reading, 0, Optional.empty());
    }

    /** WeightWatcher turns the slices of a convolution so that none is wider than tall. */
    private static List<LayerStack.Part> sideBySide(Layer layer) {
        List<LayerStack.Part> parts = new ArrayList<>();
        for (MatrixSource slice : layer.slices()) {
            boolean turn = layer.type() == LayerType.CONV2D && slice.rows() < slice.cols();
            parts.add(new LayerStack.Part(slice, turn));
        }
        return parts;
    }

    private List<RowSubject> pairs(List<Layer> layers) {
        List<RowSubject> pairs = new ArrayList<>();
        for (int k = 1; k < layers.size(); k++) {
            pairs.add(pair(layers.get(k - 1), layers.get(k)));
        }
        return pairs;
    }

    /** The first matrix of each, as in WeightWatcher, whose eigenvalues are the singular values of the product. */
    private RowSubject pair(Layer before, Layer after) {
        MatrixSource left = before.slices().getFirst();
        MatrixSource right = after.slices().getFirst();
        String name = before.layerId() + " X " + after.layerId();
        int shared = sharedSide(left, right);
        boolean turnLeft = left.cols() != shared;
        boolean turnRight = right.rows() != shared;
        boolean meet = shared > 0
                && (turnLeft ? left.rows() : left.cols()) == shared
                && (turnRight ? right.cols() : right.rows()) == shared;
        if (!meet) {
            return RowSubject.refused(
                    identity(name, after, right.rows(), right.cols()),
                    left.rows() + " x " + left.cols() + " and " + right.rows() + " x " + right.cols()
                            + " do not meet in a side");
        }
        Mask mask = !wants(Extra.SPARSIFY) ? Mask.NONE : isCompat() ? Mask.DENSE : Mask.DIAGONAL;
        long stream = PermutedSource.stream(after.layerId(), 0, 0);
        LayerProduct product = new LayerProduct(
                left, turnLeft, right, turnRight, mask, options.metrics().seed(), stream);
        double squared = after.type() == LayerType.CONV2D ? 0.5 : 1;
        return new RowSubject(
                identity(name, after, product.rows(), product.cols()),
                List.of(product),
                ConvolutionNorm.NONE,
                Math.sqrt(squared),
                new Reading(Math.toIntExact(after.pooledEvals()), true),
                0,
                Optional.empty());
    }

    private static LayerIdentity identity(String name, Layer after, int rows, int cols) {
        return new LayerIdentity(
                after.layerId(),
                name,
                after.longname(),
                after.type().label(),
                Math.max(rows, cols),
                Math.min(rows, cols),
                after.rf(),
                OptionalInt.empty());
    }

    /** The longest side that occurs twice among the four, as WeightWatcher looks for it; 0 for none. */
    private static int sharedSide(MatrixSource left, MatrixSource right) {
        int[] sides = {left.rows(), left.cols(), right.rows(), right.cols()};
        int shared = 0;
        for (int i = 0; i < sides.length; i++) {
            for (int j = 0; j < i; j++) {
                shared = sides[i] == sides[j] ? Math.max(shared, sides[i]) : shared;
            }
        }
        return shared;
    }
}
