package org.setol.analysis.pair;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.setol.analysis.run.MemoryGate;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.metrics.Alikeness;
import org.setol.spectra.metrics.MatrixDistance;
import org.setol.spectra.metrics.MatrixDistance.NonFinite;
import org.setol.spectra.metrics.MatrixDistance.Norm;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.source.RowSource;

/**
 * Compares the matrices of two layers.
 *
 * @param method how
 * @param mode whose numbers
 * @param gate how much memory there is
 * @param products what multiplies matrices
 */
record PairMeasure(DistanceMethod method, MetricsMode mode, MemoryGate gate, MatrixProducts products) {

    /** delta_W and its relative size, or why there is none. */
    sealed interface Outcome {}

    record Measured(double weights, OptionalDouble relative) implements Outcome {}

    record Failed(String reason) implements Outcome {}

    /** Of slices that lie alike, at least one pair. */
    Outcome of(List<RowSource> left, List<RowSource> right) throws InterruptedException {
        double total = 0;
        double size = 0;
        for (int slice = 0; slice < left.size(); slice++) {
            switch (MatrixDistance.norm(left.get(slice))) {
                case NonFinite none -> {
                    return new Failed(none.reason() + " in A");
                }
                case Norm norm -> size = added(size, norm.value());
            }
            if (MatrixDistance.norm(right.get(slice)) instanceof NonFinite none) {
                return new Failed(none.reason() + " in B");
            }
            switch (one(left.get(slice), right.get(slice))) {
                case Failed failed -> {
                    return failed;
                }
                case Measured measured -> total = added(total, measured.weights());
            }
        }
        return measured(total, size, left.size());
    }

    private Outcome one(RowSource a, RowSource b) throws InterruptedException {
        if (method == DistanceMethod.CKA) {
            return alikeness(a, b);
        }
        return switch (MatrixDistance.euclidean(a, b)) {
            case Norm norm -> new Measured(norm.value(), OptionalDouble.empty());
            case NonFinite none -> new Failed("the difference overflows: " + none.reason());
        };
    }

    private Outcome alikeness(RowSource a, RowSource b) throws InterruptedException {
        Optional<String> refusal = gate.refusal(Alikeness.BYTES);
        if (refusal.isPresent()) {
            return new Failed(refusal.get());
        }
        gate.enter(Alikeness.BYTES);
        try {
            double value = Alikeness.of(a, b, mode, products);
            return Double.isFinite(value)
                    ? new Measured(value, OptionalDouble.empty())
                    : new Failed("all weights are zero, or too large to multiply");
        } finally {
            gate.leave(Alikeness.BYTES);
        }
    }

    /** Whole tensors have the root of the sum of squares, the others a mean. */
    private double added(double sum, double value) {
        return method == DistanceMethod.RAW ? Math.hypot(sum, value) : sum + value;
    }

    private Measured measured(double total, double size, int slices) {
        double weights = method == DistanceMethod.RAW ? total : total / slices;
        double scale = method == DistanceMethod.RAW ? size : size / slices;
        boolean related = method != DistanceMethod.CKA && scale > 0;
        return new Measured(weights, related ? OptionalDouble.of(weights / scale) : OptionalDouble.empty());
    }
}
