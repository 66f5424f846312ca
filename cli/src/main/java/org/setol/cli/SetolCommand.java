package org.setol.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root; what is below it stands in {@link Subcommands}. */
@Command(
        name = "setol",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        description = "Reads a trained model's weights and says how well each layer learned, without any data.",
        versionProvider = VersionProvider.class)
final class SetolCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
