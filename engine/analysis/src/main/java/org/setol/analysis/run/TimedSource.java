package org.setol.analysis.run;

import org.setol.spectra.matrix.DerivedSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/** A source that knows how long it took to be read. Used by one thread. */
final class TimedSource implements DerivedSource {

    private final MatrixSource source;
    private long nanos;

    TimedSource(MatrixSource source) {
        this.source = source;
    }

    @Override
    public MatrixSource source() {
        return source;
    }

    @Override
    public void copyTo(Matrix target) {
        long start = System.nanoTime();
        source.copyTo(target);
        nanos += System.nanoTime() - start;
    }

    /** Time spent in {@link #copyTo} so far. */
    long nanos() {
        return nanos;
    }
}
