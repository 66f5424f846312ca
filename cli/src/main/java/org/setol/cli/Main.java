package org.setol.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of {@code setol}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        StandardError.restore();
        // UTF-8 whatever the locale: equal runs give equal bytes, and JSON knows no other encoding.
        Writer stdout = new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);
        Writer stderr = new OutputStreamWriter(System.err, System.err.charset());
        System.exit(run(stdout, new PrintWriter(stderr, true), arguments));
    }

    /**
     * Runs one command.
     *
     * @param stdout gets the result
     * @param stderr gets all the rest
     * @return the exit code
     */
    static int run(Writer stdout, PrintWriter stderr, String... arguments) {
        ResultWriter result = new ResultWriter(stdout);
        try {
            CommandLine setol = commandLine().setOut(new PrintWriter(result)).setErr(stderr);
            int code = setol.execute(arguments);
            setol.getOut().flush();
            if (code == ExitCode.OK && result.failure().isPresent()) {
                return Failures.stdout(result.failure().get(), stderr);
            }
            return code;
        } catch (Error fault) {
            return Failures.internal(fault, stderr);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new SetolCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler((thrown, command, ignored) -> Failures.report(thrown, command));
    }

    /** One line instead of picocli's error with the whole usage below it. */
    private static int usage(ParameterException thrown, String[] arguments) {
        CommandLine command = thrown.getCommandLine();
        command.getErr()
                .println("setol: " + OneLine.of(thrown.getMessage()) + "; see '"
                        + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }
}
