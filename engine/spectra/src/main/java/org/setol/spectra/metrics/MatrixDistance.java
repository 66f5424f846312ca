package org.setol.spectra.metrics;

import java.lang.foreign.Arena;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.NonFiniteWeights;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.Combination;
import org.setol.spectra.source.RowBlocks;
import org.setol.spectra.source.RowSource;

/** Frobenius norms of matrices and of their differences, read a few rows at a time, in float64. */
public final class MatrixDistance {

    /** A number, or why there is none. */
    public sealed interface Outcome {}

    /** A norm, not negative, finite. */
    public record Norm(double value) implements Outcome {}

    /** Weights that are no numbers. */
    public record NonFinite(String reason) implements Outcome {}

    private MatrixDistance() {}

    /** ||A - B||_F of two matrices of one shape. Holds three blocks of rows; one pass over both. */
    public static Outcome euclidean(RowSource a, RowSource b) {
        return norm(Combination.difference(a, b));
    }

    /**
     * ||A||_F. Relative error at most a few eps64 for each block of rows, in practice one or two in all (see {@link
     * WeightScan}); no square over- or underflows.
     */
    public static Outcome norm(RowSource a) {
        int step = RowBlocks.rows(a.cols());
        double norm = 0;
        try (Arena arena = Arena.ofConfined()) {
            Matrix block = Matrix.allocate(arena, Math.min(step, a.rows()), a.cols(), Precision.FLOAT64);
            for (int from = 0; from < a.rows(); from += step) {
                Matrix rows = block.firstRows(Math.min(step, a.rows() - from));
                a.copyRows(from, rows);
                switch (WeightScan.of(rows)) {
                    case FrobeniusNorm part -> norm = Math.hypot(norm, part.value());
                    case NonFiniteWeights weights -> {
                        return new NonFinite(weights.below(from).describe());
                    }
                }
            }
        }
        return new Norm(norm);
    }
}
