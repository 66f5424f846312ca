package org.setol.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.run.MemoryGate;
import org.setol.analysis.run.OrderedTasks;
import org.setol.models.ModelContents;
import org.setol.models.ModelPages;
import org.setol.models.Tensor;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerType;
import org.setol.models.pairs.Alignment;
import org.setol.models.pairs.Alignment.Aligned;
import org.setol.models.pairs.Alignment.Misaligned;
import org.setol.models.pairs.LayerPairs;
import org.setol.models.pairs.LayerPairs.Alone;
import org.setol.models.pairs.LayerPairs.Paired;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.MatrixDistance;
import org.setol.spectra.metrics.MatrixDistance.Norm;
import org.setol.spectra.source.RowSource;
import org.setol.spectra.source.StridedView;

/** Compares the weights of two models, layers side by side on the options' threads. */
public final class DistanceRun {

    private static final String OTHER = "B";

    private final ModelContents left;
    private final ModelContents right;
    private final ModelPages pages;
    private final Biases leftBiases;
    private final Biases rightBiases;
    private final PairMeasure measure;
    private final AnalysisOptions options;

    private DistanceRun(
            ModelContents left, ModelContents right, ModelPages pages, DistanceMethod method, AnalysisOptions options) {
        this.left = left;
        this.right = right;
        this.pages = pages;
        this.leftBiases = new Biases(left);
        this.rightBiases = new Biases(right);
        this.measure = new PairMeasure(method, options.metrics().mode(), MemoryGate.of(options), MatrixProducts.best());
        this.options = options;
    }

    /**
     * Runs to the end.
     *
     * @param pages of both models' files
     * @param options which layers of the left model, pooled or slice by slice; threads, memory and mode
     * @return a row for each wanted layer of the left model (or each of its slices), then one for each layer that the
     *     right model alone has
     */
    public static List<LayerDistance> execute(
            ModelContents left, ModelContents right, ModelPages pages, DistanceMethod method, AnalysisOptions options)
            throws InterruptedException {
        return new DistanceRun(left, right, pages, method, options).execute();
    }

    private List<LayerDistance> execute() throws InterruptedException {
        Set<Integer> wanted = LayerPlan.of(left, options.rules()).layers().stream()
                .map(Layer::layerId)
                .collect(Collectors.toSet());
        LayerPairs pairs = LayerPairs.of(left, right, OTHER);
        List<Callable<List<LayerDistance>>> tasks = new ArrayList<>();
        for (LayerPairs.Match match : pairs.lefts()) {
            if (wanted.contains(match.left().layerId())) {
                tasks.add(() -> rows(match));
            }
        }
        List<LayerDistance> rows = new ArrayList<>();
        OrderedTasks.run(options.threads(), tasks).forEach(rows::addAll);
        for (Layer layer : pairs.onlyRight()) {
            rows.add(LayerDistance.missing(Optional.empty(), Optional.of(LayerIdentity.of(layer)), "only in " + OTHER));
        }
        return rows;
    }

    private List<LayerDistance> rows(LayerPairs.Match match) throws InterruptedException {
        Optional<LayerIdentity> identity = Optional.of(LayerIdentity.of(match.left()));
        return switch (match) {
            case Alone alone -> List.of(LayerDistance.missing(identity, Optional.empty(), alone.reason()));
            case Paired pair -> {
                boolean oneConvention =
                        Alignment.oneConvention(left.format(), pair.left(), right.format(), pair.right());
                yield switch (Alignment.of(pair, oneConvention)) {
                    case Misaligned no ->
                        List.of(LayerDistance.missing(
                                identity, Optional.of(LayerIdentity.of(pair.right())), no.reason() + " in " + OTHER));
                    case Aligned matrices -> rows(pair, matrices);
                };
            }
        };
    }

    private List<LayerDistance> rows(Paired pair, Aligned matrices) throws InterruptedException {
        LayerIdentity a = LayerIdentity.of(pair.left());
        LayerIdentity b = LayerIdentity.of(pair.right());
        boolean turned = measure.method() == DistanceMethod.CKA && isTurned(pair.left());
        List<RowSource> lefts = turned(matrices.left(), turned);
        List<RowSource> rights = turned(matrices.right(), turned);
        if (options.rules().pool()) {
            return List.of(withBias(pair, row(a, b, matrices.transposed(), lefts, rights)));
        }
        List<LayerDistance> rows = new ArrayList<>();
        for (int slice = 0; slice < lefts.size(); slice++) {
            rows.add(row(
                    a.withSlice(slice),
                    b.withSlice(slice),
                    matrices.transposed(),
                    lefts.subList(slice, slice + 1),
                    rights.subList(slice, slice + 1)));
        }
        return rows;
    }

    /**
     * Whether WeightWatcher looks at a layer's slices transposed; alikeness is one of columns. It stands the slices of a
     * 2-D convolution upright, or lays them down where the channels come last.
     */
    private static boolean isTurned(Layer layer) {
        if (layer.type() != LayerType.CONV2D) {
            return false;
        }
        Tensor tensor = layer.tensor();
        boolean channelsFirst = tensor.dim(0) + tensor.dim(1) >= tensor.dim(2) + tensor.dim(3);
        MatrixSource slice = layer.slices().getFirst();
        return channelsFirst ? slice.rows() < slice.cols() : slice.rows() > slice.cols();
    }

    private List<RowSource> turned(List<StridedView> views, boolean turned) {
        return views.stream()
                .<RowSource>map(view -> new CountedRows(turned ? view.transpose() : view, pages))
                .toList();
    }

    private LayerDistance row(
            LayerIdentity a, LayerIdentity b, boolean transposed, List<RowSource> lefts, List<RowSource> rights)
            throws InterruptedException {
        return switch (measure.of(lefts, rights)) {
            case PairMeasure.Failed failed -> LayerDistance.missing(Optional.of(a), Optional.of(b), failed.reason());
            case PairMeasure.Measured measured ->
                new LayerDistance(
                        Optional.of(a),
                        Optional.of(b),
                        transposed,
                        OptionalDouble.of(measured.weights()),
                        measured.relative(),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        "");
        };
    }

    /** With what WeightWatcher says of the biases, which it does for whole tensors only. */
    private LayerDistance withBias(Paired pair, LayerDistance row) {
        Optional<StridedView> a = leftBiases.of(pair.left());
        Optional<StridedView> b = rightBiases.of(pair.right());
        if (measure.method() != DistanceMethod.RAW
                || a.isEmpty()
                || b.isEmpty()
                || a.get().cols() != b.get().cols()) {
            return row;
        }
        return MatrixDistance.euclidean(a.get(), b.get()) instanceof Norm norm
                ? row.withBias(norm.value(), a.get().cols())
                : row;
    }
}
