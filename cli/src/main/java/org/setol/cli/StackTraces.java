package org.setol.cli;

import picocli.CommandLine.Option;

/** {@code -v} of a command that has nothing else to tell. */
final class StackTraces {

    @Option(
            names = {"-v", "--verbose"},
            description = "Stack traces on errors.")
    private boolean wanted;

    boolean areWanted() {
        return wanted;
    }
}
