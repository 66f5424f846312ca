package org.setol.spectra.metrics;

/** What one {@link Extra} has found out about a spectrum; kept in {@link Findings}, at most one of each type. */
public interface Finding {

    /** Why numbers of it are missing; empty when none are. */
    default String reason() {
        return "";
    }
}
