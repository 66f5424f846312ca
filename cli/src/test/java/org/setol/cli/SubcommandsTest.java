package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** A run that makes only the command it needs must not be told from one that makes them all. */
final class SubcommandsTest {

    @SuppressWarnings("unused") // by @FieldSource
    private static final Iterable<String> NAMES = Subcommands.NAMES;

    private static String help(CommandLine setol, String name) {
        return Objects.requireNonNull(setol.getSubcommands().get(name)).getUsageMessage();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aCommandAloneHasTheHelpThatItHasAmongAll(String name) {
        CommandLine alone = Main.commandLine(name);
        assertThat(help(alone, name)).contains("Usage: setol " + name).isEqualTo(help(Main.commandLine(), name));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyNameIsThatOfItsCommand(String name) {
        assertThat(new CommandLine(Subcommands.create(name)).getCommandName()).isEqualTo(name);
    }

    @Test
    void onlyTheCommandThatComesFirstIsMade() {
        assertThat(Main.commandLine("demo", "--help").getSubcommands()).containsOnlyKeys("demo");
    }

    @Test
    void whatSpeaksOfAllCommandsMakesThemAll() {
        for (String first : new String[] {"help", "generate-completion", "--help", "-h", "sing", "-V", ""}) {
            assertThat(Main.commandLine(first, "demo").getSubcommands().keySet())
                    .as(first)
                    .containsExactlyElementsOf(Subcommands.NAMES);
        }
        assertThat(Main.commandLine().getSubcommands().keySet()).containsExactlyElementsOf(Subcommands.NAMES);
    }

    @Test
    void theVersionIsTheSameWithAndWithoutTheParser() {
        assertThat(MainTest.output("--version"))
                .isEqualTo(MainTest.output("-V"))
                .isEqualTo(MainTest.output("demo", "--version"))
                .startsWith("setol ")
                .hasLineCount(1);
    }
}
