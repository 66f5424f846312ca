package org.setol.cli;

/** What scripts can rely on. */
final class ExitCode {

    static final int OK = 0;

    /** A {@code --fail-on} holds. */
    static final int CHECK_FAILED = 1;

    static final int USAGE = 2;
    static final int INTERNAL = 3;

    /** 128 + SIGINT, as shells report it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
