package org.setol.analysis;

import org.setol.analysis.report.LayerIdentity;

/** Told how a run goes, from the worker threads, one call at a time. */
public interface Progress {

    /** Says nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void started(String model, int layers, double cost) {}

        @Override
        public void finished(LayerIdentity layer, double cost) {}

        @Override
        public void ended() {}
    };

    /**
     * What is about to be done, in a line, before anything is computed.
     *
     * @param plan matrices, threads, memory
     */
    default void planned(String plan) {}

    /**
     * What the user should know before anything is computed, since it may not be what was meant.
     *
     * @param warning one line: what and what to do
     */
    default void warned(String warning) {}

    /**
     * Before the first layer.
     *
     * @param model what the user named
     * @param layers layers that will be reported
     * @param cost estimated floating-point operations in all
     */
    void started(String model, int layers, double cost);

    /** After each layer, in order of completion, with the share of the cost it stood for. */
    void finished(LayerIdentity layer, double cost);

    /** After the last layer, or when the run fails. */
    void ended();
}
