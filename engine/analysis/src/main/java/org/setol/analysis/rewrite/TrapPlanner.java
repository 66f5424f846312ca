package org.setol.analysis.rewrite;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.Trap;
import org.setol.spectra.source.PermutedSource;

/**
 * Looks for correlation traps, in the same permutations as {@code analyze --randomize} with the same seed.
 *
 * @param decomposer takes matrices apart
 * @param fromWeights whether directions of the weights as they are go instead of the permuted ones
 * @param mode whose edge
 * @param seed of the permutations
 */
record TrapPlanner(Decomposer decomposer, boolean fromWeights, MetricsMode mode, long seed)
        implements DirectionPlanner {

    @Override
    public List<PermutedSource> sources(Layer layer) {
        return replica(layer, 0);
    }

    @Override
    public Accuracy accuracy() {
        return Accuracy.FAST;
    }

    private List<PermutedSource> replica(Layer layer, int replica) {
        List<PermutedSource> permuted = new ArrayList<>();
        for (int slice = 0; slice < layer.rf(); slice++) {
            long stream = PermutedSource.stream(layer.layerId(), slice, replica);
            permuted.add(new PermutedSource(layer.slices().get(slice), seed, stream));
        }
        return permuted;
    }

    @Override
    public Directions plan(Layer layer, Arena bases) {
        List<PermutedSource> permuted = sources(layer);
        return switch (decomposer.decompose(permuted, accuracy(), bases)) {
            case Decomposer.Outcome.Failed failed -> new Directions.All(failed.reason());
            case Decomposer.Outcome.Found found -> {
                Optional<String> outOfRange = esd(layer, found.values()).outOfRange();
                if (outOfRange.isPresent()) {
                    yield new Directions.All(outOfRange.get());
                }
                int[] traps = traps(layer, found.values());
                yield Arrays.stream(traps).sum() == 0
                        ? new Directions.All("no correlation trap")
                        : without(traps, layer, permuted, found, bases);
            }
        };
    }

    private Directions without(
            int[] traps, Layer layer, List<PermutedSource> permuted, Decomposer.Outcome.Found found, Arena bases) {
        if (!fromWeights) {
            return some(permuted, found, traps);
        }
        return switch (decomposer.decompose(layer.slices(), accuracy(), bases)) {
            case Decomposer.Outcome.Failed failed -> new Directions.All(failed.reason());
            case Decomposer.Outcome.Found own -> some(layer.slices(), own, traps);
        };
    }

    private static Directions some(List<? extends MatrixSource> sources, Decomposer.Outcome.Found found, int[] traps) {
        return new Directions.Some(sources, found.bases(), traps, false, DirectionPlanner.squaredNorm(found.values()));
    }

    /** How many traps each matrix holds. */
    private int[] traps(Layer layer, List<double[]> permuted) {
        double scale = DirectionPlanner.scale(layer);
        if (mode == MetricsMode.CORRECTED) {
            return permuted.stream()
                    .mapToInt(one -> of(layer, List.of(List.of(one)), scale).size())
                    .toArray();
        }
        List<Trap> traps = of(layer, replicas(layer, permuted), scale);
        double edge =
                traps.isEmpty() ? Double.POSITIVE_INFINITY : traps.getFirst().edge();
        return permuted.stream().mapToInt(one -> above(one, scale, edge)).toArray();
    }

    private List<Trap> of(Layer layer, List<List<double[]>> replicas, double scale) {
        Esd esd = esd(layer, replicas.getFirst());
        return Randomised.of(esd, replicas, scale, mode).traps();
    }

    private Esd esd(Layer layer, List<double[]> values) {
        return Esd.pool(values, layer.N(), layer.M(), DirectionPlanner.scale(layer), mode);
    }

    /** As many as {@code analyze} pools for the bulk's fit. */
    private List<List<double[]>> replicas(Layer layer, List<double[]> first) {
        List<List<double[]>> replicas = new ArrayList<>(List.of(first));
        int count = Randomised.replicas(Math.toIntExact(layer.pooledEvals()));
        for (int replica = 1; replica < count; replica++) {
            List<double[]> values = decomposer.values(replica(layer, replica));
            if (!values.isEmpty()) {
                replicas.add(values);
            }
        }
        return replicas;
    }

    private static int above(double[] ascending, double scale, double edge) {
        int first = ascending.length;
        while (first > 0 && scale * (ascending[first - 1] * ascending[first - 1]) > edge) {
            first--;
        }
        return ascending.length - first;
    }
}
