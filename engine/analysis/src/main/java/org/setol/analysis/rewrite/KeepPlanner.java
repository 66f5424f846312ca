package org.setol.analysis.rewrite;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.directions.Cut;
import org.setol.spectra.directions.SliceCuts;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;

/**
 * Asks a rule about a layer's pooled spectrum.
 *
 * @param decomposer takes matrices apart
 * @param keep the rule
 * @param mode whose numbers
 */
record KeepPlanner(Decomposer decomposer, Rewriting.Keep keep, MetricsMode mode) implements DirectionPlanner {

    @Override
    public List<? extends MatrixSource> sources(Layer layer) {
        return layer.slices();
    }

    @Override
    public Accuracy accuracy() {
        return Accuracy.SMALL_VALUES_CERTAIN;
    }

    @Override
    public Directions plan(Layer layer, Arena bases) {
        return switch (decomposer.decompose(layer.slices(), accuracy(), bases)) {
            case Decomposer.Outcome.Failed failed -> new Directions.All(failed.reason());
            case Decomposer.Outcome.Found found -> directions(layer, found);
        };
    }

    private Directions directions(Layer layer, Decomposer.Outcome.Found found) {
        List<double[]> values = found.values();
        Esd esd = Esd.pool(values, layer.N(), layer.M(), DirectionPlanner.scale(layer), mode);
        Optional<String> outOfRange = esd.outOfRange();
        if (outOfRange.isPresent()) {
            return new Directions.All(outOfRange.get());
        }
        return switch (keep.rule().decide(esd, mode)) {
            case Cut.Untouched untouched -> new Directions.All(untouched.reason());
            case Cut.KeepTop top -> some(layer, found, SliceCuts.kept(values, top.count(), keep.shares()), true);
            case Cut.DropTop top -> some(layer, found, SliceCuts.dropped(values, top.count(), keep.shares()), false);
        };
    }

    private static Directions some(Layer layer, Decomposer.Outcome.Found found, int[] top, boolean keepTop) {
        long named = Arrays.stream(top).asLongStream().sum();
        if (named == (keepTop ? layer.pooledEvals() : 0)) {
            return new Directions.All("shared among " + layer.rf() + " matrices, the count changes none of them");
        }
        double norm = DirectionPlanner.squaredNorm(found.values());
        return new Directions.Some(layer.slices(), found.bases(), top, keepTop, norm);
    }
}
