package org.setol.cli;

import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.HelpCommand;

/**
 * The commands by name, in the order of the help. A run makes only the one it needs: to read the options of all of them takes
 * longer than a small analysis (benchmarks/NOTES.md, Start-up).
 */
final class Subcommands {

    static final List<String> NAMES = List.of(
            "analyze",
            "describe",
            "compare",
            "distances",
            "smooth",
            "sharpen",
            "truncate",
            "demo",
            "vectors",
            "backends",
            "mlp3",
            "bench",
            "synth",
            "generate-completion",
            "help");

    /** These speak of all others. */
    private static final List<String> OF_ALL = List.of("generate-completion", "help");

    private Subcommands() {}

    /** The names that {@code arguments} can refer to: one that comes first stands alone. */
    static List<String> neededFor(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return NAMES.contains(first) && !OF_ALL.contains(first) ? List.of(first) : NAMES;
    }

    /** @throws IllegalArgumentException for a name that is none of {@link #NAMES} */
    static Object create(String name) {
        return switch (name) {
            case "analyze" -> new AnalyzeCommand();
            case "describe" -> new DescribeCommand();
            case "compare" -> new CompareCommand();
            case "distances" -> new DistancesCommand();
            case "smooth" -> new SmoothCommand();
            case "sharpen" -> new SharpenCommand();
            case "truncate" -> new TruncateCommand();
            case "demo" -> new DemoCommand();
            case "vectors" -> new VectorsCommand();
            case "backends" -> new BackendsCommand();
            case "mlp3" -> new Mlp3Command();
            case "bench" -> new BenchCommand();
            case "synth" -> new SynthCommand();
            case "generate-completion" -> new GenerateCompletion();
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
