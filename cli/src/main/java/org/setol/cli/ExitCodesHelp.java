package org.setol.cli;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The last line of each command's help: the exit codes that it has, not those of others. */
final class ExitCodesHelp {

    private static final String BEGINNING = "Exit codes: ";

    private ExitCodesHelp() {}

    /** Adds it to a command and to those below, but where a command says more itself. */
    static void addTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String[] footer = spec.usageMessage().footer();
        if (Arrays.stream(footer).noneMatch(line -> line.startsWith(BEGINNING))) {
            spec.usageMessage()
                    .footer(Stream.concat(Stream.of(footer), Stream.of("", line(spec)))
                            .toArray(String[]::new));
        }
        command.getSubcommands().values().forEach(ExitCodesHelp::addTo);
    }

    private static String line(CommandSpec spec) {
        boolean checks = spec.parent() == null || spec.optionsMap().containsKey("--fail-on");
        return BEGINNING + "0 ok, " + (checks ? "1 a --fail-on holds, " : "")
                + "2 bad input or usage, 3 internal error, 130 interrupted.";
    }
}
