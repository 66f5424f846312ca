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
            PrintWriter out = new PrintWriter(result);
            int code = isVersion(arguments) ? version(out) : execute(out, stderr, arguments);
            out.flush();
            if (code == ExitCode.OK && result.failure().isPresent()) {
                return Failures.stdout(result.failure().get(), stderr);
            }
            return code;
        } catch (Error fault) {
            return Failures.internal(fault, stderr);
        }
    }

    private static boolean isVersion(String... arguments) {
        return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
    }

    /** Without picocli, which takes longer to load than all the rest of this. */
    private static int version(PrintWriter out) {
        for (String line : new VersionProvider().getVersion()) {
            out.println(line);
        }
        return ExitCode.OK;
    }

    private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine(arguments).setOut(out).setErr(err).execute(arguments);
    }

    /** The command line with as many commands as {@code arguments} need. */
    static CommandLine commandLine(String... arguments) {
        CommandLine setol = new CommandLine(new SetolCommand());
        for (String name : Subcommands.neededFor(arguments)) {
            setol.addSubcommand(Subcommands.create(name));
        }
        ExitCodesHelp.addTo(setol);
        return setol.setCaseInsensitiveEnumValuesAllowed(true)
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
