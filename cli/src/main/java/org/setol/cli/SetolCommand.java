package org.setol.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root: only names what there is. */
@Command(
        name = "setol",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        description = "Reads a trained model's weights and says how well each layer learned, without any data.",
        versionProvider = VersionProvider.class,
        subcommands = {
            AnalyzeCommand.class,
            DescribeCommand.class,
            CompareCommand.class,
            DistancesCommand.class,
            SmoothCommand.class,
            SharpenCommand.class,
            TruncateCommand.class,
            DemoCommand.class,
            VectorsCommand.class,
            BackendsCommand.class,
            Mlp3Command.class,
            BenchCommand.class,
            SynthCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {"", "Exit codes: 0 ok, 1 a --fail-on holds, 2 bad input or usage, 3 internal error, 130 interrupted."
        })
final class SetolCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
