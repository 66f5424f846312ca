package org.setol.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of {@code setol}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        StandardError.restore();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine setol = new CommandLine(new SetolCommand());
        setol.setCaseInsensitiveEnumValuesAllowed(true);
        setol.setExpandAtFiles(false);
        setol.setParameterExceptionHandler(Main::usage);
        setol.setExecutionExceptionHandler((thrown, command, ignored) -> Failures.report(thrown, command));
        return setol.execute(arguments);
    }

    /** One line instead of picocli's error with the whole usage below it. */
    private static int usage(ParameterException thrown, String[] arguments) {
        CommandLine command = thrown.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("setol: " + OneLine.of(thrown.getMessage()) + "; see '"
                + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }
}
