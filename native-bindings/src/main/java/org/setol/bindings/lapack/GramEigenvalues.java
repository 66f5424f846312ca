package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.matrix.Precision;

/** A way from a symmetric matrix to its eigenvalues, without vectors. Stateless. */
interface GramEigenvalues {

    /** What came out. */
    sealed interface Outcome {}

    /**
     * The values.
     *
     * @param ascending the n eigenvalues
     * @param route the routines that found them, in the order of their work: {@code ssytrd+dsterf}
     */
    record Found(double[] ascending, String route) implements Outcome {}

    /**
     * No values.
     *
     * @param info the number of off-diagonal elements that {@code routine} left standing
     */
    record NotConverged(int info, String routine) implements Outcome {}

    /** Chooses a way, by the shape alone: the same numbers on every run. */
    interface Choice {
        GramEigenvalues forSide(int n, int threads);
    }

    /** The fastest way for a matrix of this side on so many threads. */
    static GramEigenvalues forSide(int n, int threads) {
        return TwoStageEigenvalues.pays(n) ? new TwoStageEigenvalues(threads) : new SytrdEigenvalues(threads);
    }

    /** Bytes beyond the matrix that {@link #of} allocates, an upper bound. */
    long workspaceBytes(int n, Precision precision);

    /**
     * Eigenvalues of the n x n matrix whose lower triangle is in {@code gram}, column by column without gaps, n >= 1. It
     * is destroyed; its upper triangle is not read. Called within {@link BlasThreads}.
     *
     * @param gram finite, in {@code workspace.precision()}, its largest element far enough from overflow for sums of n
     */
    Outcome of(int n, MemorySegment gram, Workspace workspace);
}
