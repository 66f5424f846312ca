package org.setol.laboratory.train;

import java.util.List;

/**
 * When training ends: when the epoch's mean loss has not dropped by more than {@code delta} below the best so far for
 * {@code patience} epochs in a row (Keras's EarlyStopping, A.5), or after {@code cap} epochs.
 *
 * @param delta least drop that counts
 * @param patience epochs without one
 * @param cap most epochs
 */
public record StopRule(double delta, int patience, int cap) {

    /** The paper's. */
    public static final StopRule PAPER = new StopRule(1e-4, 3, Integer.MAX_VALUE);

    public StopRule {
        if (!(delta >= 0) || patience < 1 || cap < 1) {
            throw new IllegalArgumentException("delta " + delta + ", patience " + patience + ", cap " + cap);
        }
    }

    public StopRule withCap(int epochs) {
        return new StopRule(delta, patience, epochs);
    }

    /** Whether a run with these losses, one per epoch, is over. A loss that is no number is no drop. */
    public boolean isOver(List<Double> losses) {
        return losses.size() >= cap || hasStalled(losses);
    }

    /** Whether it ended by itself. */
    public boolean hasStalled(List<Double> losses) {
        double best = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (double loss : losses) {
            if (loss < best - delta) {
                best = loss;
                waited = 0;
            } else if (++waited >= patience) {
                return true;
            }
        }
        return false;
    }
}
