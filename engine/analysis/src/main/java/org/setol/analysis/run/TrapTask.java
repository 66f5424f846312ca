package org.setol.analysis.run;

import java.util.Arrays;
import org.setol.models.ModelPages;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.TrapSearch;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.source.PermutedSource;

/**
 * One permuted matrix whose traps are searched without its whole spectrum, or with it where that does not prove enough.
 *
 * @param full the decomposition that settles it in that case
 * @param permuted the weights
 * @param routines what the search computes with
 * @param threads that it may use
 */
record TrapTask(SliceTask full, PermutedSource permuted, GramRoutines routines, int threads) implements Task {

    @Override
    public int row() {
        return full.row();
    }

    @Override
    public int slice() {
        return full.slice();
    }

    @Override
    public MatrixSource source() {
        return permuted;
    }

    /** Of the Gram matrix and a factorisation. */
    @Override
    public double cost() {
        double n = Math.min(permuted.rows(), permuted.cols());
        return permuted.rows() * (double) permuted.cols() * n + n * n * n / 3;
    }

    @Override
    public long peakBytes() {
        long search = TrapSearch.peakBytes(permuted.rows(), permuted.cols()) + permuted.scratchBytes();
        return Math.max(search, full.peakBytes());
    }

    @Override
    public boolean isWide() {
        return threads > 1;
    }

    @Override
    public TaskOutcome run(ModelPages pages) {
        TimedSource timed = new TimedSource(permuted, pages);
        long start = System.nanoTime();
        // The permutation takes the words of its stream; those of the complement are independent of them.
        RandomWords words = new RandomWords(permuted.seed(), ~permuted.stream());
        TrapSearch outcome = TrapSearch.of(timed, routines, threads, words);
        if (outcome instanceof TrapSearch.Unresolved unresolved) {
            outcome = inFull(timed, unresolved.reason());
        }
        long total = System.nanoTime() - start;
        return new TaskOutcome.Traps(outcome, timed.nanos(), total - timed.nanos());
    }

    private TrapSearch inFull(TimedSource timed, String why) {
        return switch (SpectrumDriver.decompose(timed, full.route())) {
            case SpectrumFailure failure -> new TrapSearch.Failed(failure.detail());
            case SpectrumResult result -> {
                double[] eigenvalues = Arrays.stream(result.singularValues())
                        .map(sigma -> sigma * sigma)
                        .toArray();
                yield TrapSearch.reference(
                        eigenvalues, permuted.rows(), permuted.cols(), "whole spectrum (" + why + ")");
            }
        };
    }

    @Override
    public TaskOutcome refused(String why) {
        return new TaskOutcome.Traps(new TrapSearch.Failed(why), 0, 0);
    }
}
