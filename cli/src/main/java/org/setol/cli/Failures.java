package org.setol.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.setol.analysis.Version;
import org.setol.models.ModelException;
import org.setol.spectra.backend.BackendUnavailableException;
import picocli.CommandLine;

/** From exceptions to one line on stderr and an exit code. Stack traces are for {@code -v} and for our own faults. */
final class Failures {

    private Failures() {}

    static int report(Exception thrown, CommandLine command) {
        PrintWriter err = command.getErr();
        boolean verbose = command.getCommand() instanceof Verbosity verbosity && verbosity.isVerbose();
        int code = code(thrown);
        if (code == ExitCode.INTERNAL) {
            err.println("setol: internal error in version " + Version.CURRENT + ": " + OneLine.of(thrown.toString())
                    + "; please report it with the lines below");
            thrown.printStackTrace(err);
        } else {
            err.println("setol: " + OneLine.of(thrown.getMessage()));
            if (verbose) {
                thrown.printStackTrace(err);
            }
        }
        return code;
    }

    private static int code(Exception thrown) {
        return switch (thrown) {
            case ModelException ignored -> ExitCode.USAGE;
            case BackendUnavailableException ignored -> ExitCode.USAGE;
            case UsageException ignored -> ExitCode.USAGE;
            case IOException ignored -> ExitCode.USAGE;
            case InterruptedException ignored -> ExitCode.INTERRUPTED;
            default -> ExitCode.INTERNAL;
        };
    }
}
