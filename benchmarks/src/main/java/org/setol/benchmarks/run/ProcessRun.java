package org.setol.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.setol.analysis.report.Machine;

/** The command line of {@link ProcessComparison}. */
public final class ProcessRun {

    private static final String USAGE = """
            usage: benchmarks/process [--runs N] MODEL [OPTIONS OF setol analyze] -- PEER COMMAND...

            Times 'setol analyze MODEL ...' against the peer command, whole processes, run in turn (N times each,
            default 5, after one to warm up), and prints the medians and the ratio with its 99 % interval. Example:

              benchmarks/process model.safetensors -- python3 watch.py model.safetensors
            """;

    private static final int RUNS = 5;

    /**
     * What to compare.
     *
     * @param runs of each command
     * @param analyze arguments of {@code setol analyze}
     * @param peer the other command
     */
    record Request(int runs, List<String> analyze, List<String> peer) {

        /** @throws IllegalArgumentException when a part is missing or no number */
        static Request parse(List<String> words) {
            int divider = words.indexOf("--");
            if (divider < 0 || divider == words.size() - 1) {
                throw new IllegalArgumentException("the peer's command is missing: put it after --");
            }
            List<String> analyze = words.subList(0, divider);
            int runs = RUNS;
            if (analyze.size() >= 2 && analyze.getFirst().equals("--runs")) {
                runs = Integer.parseInt(analyze.get(1));
                analyze = analyze.subList(2, analyze.size());
            }
            if (analyze.isEmpty() || runs < 1) {
                throw new IllegalArgumentException(analyze.isEmpty() ? "no model given" : "--runs must be at least 1");
            }
            return new Request(runs, analyze, words.subList(divider + 1, words.size()));
        }
    }

    private ProcessRun() {}

    /**
     * Exit status 0, 1 when a command failed, 2 for arguments that make no sense.
     *
     * @param arguments the launcher, the commit, then what the user wrote
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = Arrays.asList(arguments).subList(2, arguments.length);
        System.exit(run(List.of(arguments[0], "analyze"), arguments[1], words, System.out, System.err));
    }

    static int run(List<String> ours, String commit, List<String> words, PrintStream out, PrintStream err)
            throws InterruptedException {
        Request request;
        try {
            request = Request.parse(words);
        } catch (IllegalArgumentException e) {
            err.println("benchmarks/process: " + e.getMessage());
            err.print(USAGE);
            return 2;
        }
        List<String> command = new ArrayList<>(ours);
        command.addAll(request.analyze());
        try {
            print(out, commit, ProcessComparison.compare(command, request.peer(), request.runs()));
            return 0;
        } catch (IOException | ProcessComparison.CommandFailedException e) {
            err.println("benchmarks/process: " + e.getMessage());
            return 1;
        }
    }

    private static void print(PrintStream out, String commit, ProcessComparison.Outcome outcome) {
        String machine = Machine.current().inALine();
        out.printf("%s, commit %s%n", machine, commit);
        print(out, "setol", outcome.ours());
        print(out, "peer", outcome.peer());
        PairedRatio ratio = outcome.ratio();
        out.printf(Locale.ROOT, "ratio  %.2f (peer / setol)", ratio.ratio());
        if (Double.isFinite(ratio.high())) {
            out.printf(
                    Locale.ROOT,
                    ", %.0f %% interval %.2f to %.2f",
                    100 * PairedRatio.CONFIDENCE,
                    ratio.low(),
                    ratio.high());
        }
        out.println();
    }

    private static void print(PrintStream out, String name, Timing timing) {
        out.printf(
                Locale.ROOT,
                "%-6s median %.3f s, %.3f to %.3f over %d runs%n",
                name,
                timing.median(),
                timing.least(),
                timing.most(),
                timing.seconds().size());
    }
}
