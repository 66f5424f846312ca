package org.setol.analysis.rewrite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.setol.analysis.report.LayerChange;
import org.setol.analysis.report.LayerIdentity;
import org.setol.analysis.run.MemoryGate;
import org.setol.models.ModelPages;
import org.setol.models.Tensor;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.VectorRoute;
import org.setol.spectra.directions.Projection;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.random.Shuffle;
import org.setol.spectra.source.PermutedSource;
import org.setol.spectra.source.StridedView;
import org.setol.spectra.source.StridedView.Stored;

/** Takes a layer apart, drops what is to go, and puts it together again as it will be stored. Used by several threads. */
final class LayerCutter {

    private static final long ALIGNMENT = 64;
    private final Decomposer decomposer;
    private final DirectionPlanner planner;
    private final Projection projection;
    private final StoredAs storage;
    private final MemoryGate gate;
    private final ModelPages pages;

    LayerCutter(
            Decomposer decomposer,
            DirectionPlanner planner,
            Projection projection,
            StoredAs storage,
            MemoryGate gate,
            ModelPages pages) {
        this.decomposer = decomposer;
        this.planner = planner;
        this.projection = projection;
        this.storage = storage;
        this.gate = gate;
        this.pages = pages;
    }

    /** How the layer will be stored. */
    ElementType storedAs(Layer layer) {
        return storage.typeFor(layer.tensor().elementType());
    }

    /**
     * Does one layer, within the memory budget; the result's own bytes, as long as the tensor in the file, come on top.
     *
     * @return close it
     */
    RewrittenLayer cut(Layer layer) throws InterruptedException {
        ElementType type = storedAs(layer);
        if (type.bytes() < Short.BYTES) {
            return unchanged(
                    layer, "stored as " + type.label() + ", too coarse for a changed layer: see --dtype float32");
        }
        long bytes = peakBytes(layer);
        Optional<String> refusal = gate.refusal(bytes);
        if (refusal.isPresent()) {
            return unchanged(layer, refusal.get());
        }
        gate.enter(bytes);
        try (Arena bases = Arena.ofConfined()) {
            return switch (planner.plan(layer, bases)) {
                case Directions.All all -> unchanged(layer, all.reason());
                case Directions.Some some -> changed(layer, type, some);
            };
        } finally {
            pages.read(layer.tensor().bytes());
            gate.leave(bytes);
        }
    }

    /** The layer as it is, with the same values in a wider type when that is asked for. */
    private RewrittenLayer unchanged(Layer layer, String reason) {
        LayerChange change = new LayerChange.Unchanged(LayerIdentity.of(layer), reason);
        ElementType type = storedAs(layer);
        Arena arena = Arena.ofShared();
        if (type == layer.tensor().elementType()) {
            return new RewrittenLayer(change, Optional.empty(), arena);
        }
        try {
            Tensor wider = blank(layer, type, arena);
            List<StridedView> target = layer.slicesIn(wider);
            for (int slice = 0; slice < target.size(); slice++) {
                widen(layer.slices().get(slice), target.get(slice));
            }
            return new RewrittenLayer(change, Optional.of(wider.data()), arena);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static void widen(MatrixSource from, StridedView to) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, from.rows(), from.cols(), Precision.FLOAT32);
            from.copyTo(matrix);
            to.store(matrix);
        }
    }

    /** A tensor of zeros in the layer's shape. */
    private static Tensor blank(Layer layer, ElementType type, Arena arena) {
        MemorySegment bytes = arena.allocate(layer.tensor().elements() * type.bytes(), ALIGNMENT);
        return Tensor.rowMajor(layer.tensorName(), type, layer.tensor().shape(), bytes);
    }

    private RewrittenLayer changed(Layer layer, ElementType type, Directions.Some directions) {
        Arena arena = Arena.ofShared();
        try {
            Tensor tensor = blank(layer, type, arena);
            Stored stored = fill(layer.slicesIn(tensor), directions);
            if (!Double.isFinite(stored.squaredNorm())) {
                arena.close();
                return unchanged(layer, "would hold elements beyond " + type.label() + "'s range: see --dtype float32");
            }
            double scale = DirectionPlanner.scale(layer);
            LayerChange change = new LayerChange.Changed(
                    LayerIdentity.of(layer),
                    directions.kept(),
                    directions.all(),
                    scale * directions.squaredNorm(),
                    scale * stored.squaredNorm(),
                    stored.squaredError() == 0 ? 0 : Math.sqrt(stored.squaredError() / stored.squaredNorm()),
                    type.label());
            return new RewrittenLayer(change, Optional.of(tensor.data()), arena);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private Stored fill(List<StridedView> target, Directions.Some directions) {
        Stored stored = Stored.NOTHING;
        for (int slice = 0; slice < target.size(); slice++) {
            try (Arena arena = Arena.ofConfined()) {
                MatrixSource source = directions.sources().get(slice);
                Matrix basis = directions.bases().get(slice);
                Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), basis.precision());
                source.copyTo(matrix);
                projection.apply(matrix, basis, directions.top()[slice], directions.keepTop());
                stored = stored.plus(target.get(slice).store(inPlace(source, matrix, arena)));
            }
        }
        return stored;
    }

    private static Matrix inPlace(MatrixSource source, Matrix matrix, Arena arena) {
        if (!(source instanceof PermutedSource permuted)) {
            return matrix;
        }
        Matrix restored = Matrix.allocate(arena, matrix.rows(), matrix.cols(), matrix.precision());
        permuted.undo(matrix, restored);
        return restored;
    }

    /** All bases at once; beside them the decomposition or the product of one matrix, and the weights that are read. */
    private long peakBytes(Layer layer) {
        long bases = 0;
        long beside = 0;
        for (MatrixSource source : planner.sources(layer)) {
            VectorRoute route = decomposer.route(source, planner.accuracy());
            long size = (long) source.rows() * source.cols();
            long matrix = size * Double.BYTES;
            long product = matrix + Projection.workspaceBytes(source.rows(), source.cols(), Precision.FLOAT64);
            long undone = source instanceof PermutedSource ? 2 * matrix + Shuffle.undoBytes(size) : 0;
            bases += route.basisBytes();
            beside = Math.max(beside, Math.max(route.peakBytes() - route.basisBytes(), Math.max(product, undone)));
        }
        return bases + beside + layer.tensor().bytes();
    }
}
