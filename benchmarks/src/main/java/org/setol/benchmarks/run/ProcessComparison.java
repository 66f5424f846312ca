package org.setol.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Times two commands as whole processes, in turn: ours, the peer's, ours, ... so that whatever else the machine does
 * falls on both. Output goes nowhere; a command that fails ends the comparison.
 */
final class ProcessComparison {

    private static final int LINES_OF_COMPLAINT = 5;

    /**
     * Both commands' times.
     *
     * @param ours the first command
     * @param peer the second
     */
    record Outcome(Timing ours, Timing peer) {

        /** How many times as long the peer takes, from the runs in pairs, as they were made. */
        PairedRatio ratio() {
            return PairedRatio.of(peer.seconds(), ours.seconds());
        }
    }

    /** A command ended with a status other than 0. */
    static final class CommandFailedException extends Exception {

        private static final long serialVersionUID = 1;

        CommandFailedException(String message) {
            super(message);
        }
    }

    private ProcessComparison() {}

    /**
     * Runs each command once to warm caches, then {@code runs} times.
     *
     * @throws IOException when a command cannot be started
     */
    static Outcome compare(List<String> ours, List<String> peer, int runs)
            throws IOException, InterruptedException, CommandFailedException {
        seconds(ours);
        seconds(peer);
        List<Double> oursSeconds = new ArrayList<>();
        List<Double> peerSeconds = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            oursSeconds.add(seconds(ours));
            peerSeconds.add(seconds(peer));
        }
        return new Outcome(new Timing(oursSeconds), new Timing(peerSeconds));
    }

    private static double seconds(List<String> command)
            throws IOException, InterruptedException, CommandFailedException {
        Path complaints = Files.createTempFile("setol-process", ".txt");
        try {
            long start = System.nanoTime();
            int status = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(complaints.toFile())
                    .start()
                    .waitFor();
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (status != 0) {
                throw new CommandFailedException(
                        String.join(" ", command) + " ended with status " + status + lastLines(complaints));
            }
            return seconds;
        } finally {
            Files.delete(complaints);
        }
    }

    private static String lastLines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_OF_COMPLAINT), lines.size());
        return last.isEmpty() ? "" : ":\n" + String.join("\n", last);
    }
}
