package org.setol.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.setol.analysis.report.Machine;

/** Runs JMH benchmarks by name and keeps their results with the machine, JDK and commit they were taken on. */
public final class BenchmarkRun {

    private static final String USAGE = """
            usage: benchmarks/jmh NAME [-- JMH OPTIONS]

            Runs the benchmarks of class NAMEBenchmark (a part of a name or a regular expression does) and writes
            benchmarks/results/NAME-DATE.json. Defaults are for a quick look: one fork, a few iterations.
            For figures to publish use at least three forks and an idle machine.

              benchmarks/jmh KsScan
              benchmarks/jmh KsScan -- -f 3 -p n=4096        three forks, one size
              benchmarks/jmh Spectrum -- -p threads=1,2 -p backend=lapack-gram
              benchmarks/jmh Elementary -- -prof gc          bytes allocated a call, too
              benchmarks/jmh . -- -l                         what there is
            """;

    private BenchmarkRun() {}

    /**
     * Exit status 0 when all ran, 1 when a benchmark failed, 2 for arguments that make no sense.
     *
     * @param arguments the folder for results, the commit, then what the user wrote
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(Path.of(arguments[0]), arguments[1], Arrays.copyOfRange(arguments, 2, arguments.length)));
    }

    static int run(Path folder, String commit, String... arguments) throws IOException {
        List<String> words = List.of(arguments);
        if (words.isEmpty()
                || words.getFirst().startsWith("-")
                || (words.size() > 1 && !words.get(1).equals("--"))) {
            System.err.print(USAGE);
            return 2;
        }
        String name = words.getFirst();
        List<String> jmh = words.subList(Math.min(2, words.size()), words.size());
        try {
            return run(folder, commit, name, jmh);
        } catch (CommandLineOptionException e) {
            System.err.println("benchmarks/jmh: " + e.getMessage());
            return 2;
        } catch (RunnerException e) {
            System.err.println("benchmarks/jmh: " + e.getMessage());
            return 1;
        }
    }

    private static int run(Path folder, String commit, String name, List<String> jmh)
            throws CommandLineOptionException, RunnerException, IOException {
        CommandLineOptions given = new CommandLineOptions(jmh.toArray(String[]::new));
        if (given.shouldList()) {
            BenchmarkList.defaultList().getAll(null, List.of()).forEach(b -> System.out.println(b.getUsername()));
            return 0;
        }
        Options options = new OptionsBuilder()
                .parent(given)
                .include("\\.\\w*" + name + "\\w*Benchmark\\.")
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        if (results.isEmpty()) {
            System.err.println("benchmarks/jmh: nothing matches " + name);
            return 2;
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        ResultFile.Header header = new ResultFile.Header(
                name,
                today.toString(),
                commit,
                Machine.current(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                String.join(" ", jmh));
        Path file = folder.resolve(name.replaceAll("\\W+", "") + "-" + today + ".json");
        Files.createDirectories(folder);
        try (var out = Files.newBufferedWriter(file)) {
            ResultFile.write(out, header, results);
        }
        System.out.println("results: " + file);
        return 0;
    }
}
