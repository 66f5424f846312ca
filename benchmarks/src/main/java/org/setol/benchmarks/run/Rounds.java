package org.setol.benchmarks.run;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.setol.benchmarks.run.Comparison.Side;

/**
 * Which forks run, in which order: so many of each side in turn, and as many again of what looks slower or faster then. Forks
 * differ by how their code was compiled: a few of one side that all had the better luck look like a gain, with a narrow
 * interval. So nothing is called slower that has not been looked at twice (benchmarks/NOTES.md, entry 20).
 */
final class Rounds {

    /** Runs one fork of one benchmark method, with the parameters and options of the request. */
    @FunctionalInterface
    interface Forks {
        List<ForkResult> fork(Side side, String method, GuardRequest request) throws IOException, InterruptedException;
    }

    private final Forks forks;
    private final GuardRequest request;
    private final Consumer<String> progress;
    private final Comparison comparison = new Comparison();

    /** @param progress told what starts, in a line */
    Rounds(Forks forks, GuardRequest request, Consumer<String> progress) {
        this.forks = forks;
        this.request = request;
        this.progress = progress;
    }

    /**
     * Runs them all.
     *
     * @param methods full names of HEAD's benchmarks
     * @param known those of BASE; what BASE does not have runs in HEAD alone
     */
    Comparison run(List<String> methods, List<String> known) throws IOException, InterruptedException {
        for (String method : methods) {
            run(method, request, known.contains(method) ? List.of(Side.BASE, Side.HEAD) : List.of(Side.HEAD), "");
        }
        for (ForkResult.Key suspect : comparison.suspects(request.threshold())) {
            for (String method : methods) {
                if (ResultFile.shortName(method).equals(suspect.benchmark())) {
                    confirm(method, suspect);
                }
            }
        }
        return comparison;
    }

    private void confirm(String method, ForkResult.Key suspect) throws IOException, InterruptedException {
        String which = " once more, " + suspect.words();
        run(method, request.narrowedTo(suspect.params()), List.of(Side.BASE, Side.HEAD), which);
    }

    private void run(String method, GuardRequest request, List<Side> sides, String which)
            throws IOException, InterruptedException {
        for (int round = 1; round <= request.rounds(); round++) {
            progress.accept(method + which + ", round " + round + " of " + request.rounds());
            for (Side side : sides) {
                comparison.add(side, forks.fork(side, method, request));
            }
        }
    }
}
