package org.setol.cli;

/** A command that knows how much it may say. */
interface Verbosity {

    boolean isVerbose();
}
