package org.setol.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.setol.analysis.Version;
import org.setol.models.ModelException;
import org.setol.spectra.backend.BackendUnavailableException;
import picocli.CommandLine;

/** From exceptions to one line on stderr and an exit code. Stack traces are for {@code -v} and for our own faults. */
final class Failures {

    private Failures() {}

    static int report(Exception thrown, CommandLine command) {
        if (thrown instanceof UncheckedIOException && thrown.getCause() instanceof IOException cause) {
            return report(cause, command);
        }
        int code = code(thrown);
        if (code == ExitCode.INTERNAL) {
            return internal(thrown, command.getErr());
        }
        command.getErr().println("setol: " + OneLine.of(message(thrown)));
        if (command.getCommand() instanceof Verbosity verbosity && verbosity.isVerbose()) {
            thrown.printStackTrace(command.getErr());
        }
        return code;
    }

    /** Our own fault, with all that helps to find it. */
    static int internal(Throwable thrown, PrintWriter err) {
        err.println("setol: internal error in version " + Version.CURRENT + ": " + OneLine.of(thrown.toString())
                + "; please report it with the lines below");
        thrown.printStackTrace(err);
        return ExitCode.INTERNAL;
    }

    /** The result could not be delivered. */
    static int stdout(IOException thrown, PrintWriter err) {
        err.println("setol: stdout: cannot be written: " + OneLine.of(thrown.getMessage())
                + "; send it elsewhere, or use --output FILE");
        return ExitCode.USAGE;
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

    private static String message(Exception thrown) {
        return thrown instanceof InterruptedException ? "interrupted" : String.valueOf(thrown.getMessage());
    }
}
