package org.setol.spectra.kernels;

/**
 * Decides when vectors pay. Until C2 has compiled it, Vector API code runs a hundred times slower than plain loops, for
 * about a second of work; a run over a small model is over by then. The twins give the same bits, so the plain one can do
 * the first part of the work, and nobody sees where the change happened.
 *
 * <p>Counting is racy on purpose: an element lost moves the change by an element.
 */
final class WorkMeter {

    private final long enough;
    private long done;

    /**
     * Starts at zero.
     *
     * @param enough elements to be done by plain loops
     */
    WorkMeter(long enough) {
        this.enough = enough;
    }

    /** Counts these elements; true when vectors should do them. */
    boolean isWorthVectors(long elements) {
        if (done > enough) {
            return true;
        }
        done += elements;
        return false;
    }
}
