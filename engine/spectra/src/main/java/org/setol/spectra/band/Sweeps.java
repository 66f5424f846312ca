package org.setol.spectra.band;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;

/**
 * Sweeps over a band matrix that run behind each other, as in bulge chasing: step k of a sweep may begin when the sweep before has
 * done its step k + 1. They go to threads in groups of {@value #GROUP}: in a group the same blocks are used again while they
 * are in the cache. Every element goes through the same operations in the same order whatever the number of threads: results are equal to the bit.
 */
final class Sweeps {

    /** Sweeps that one thread does together. */
    static final int GROUP = 4;

    private static final int FINISHED = Integer.MAX_VALUE;

    /** One sweep on its way down; begun again and again. */
    interface Sweep {

        void begin(int number);

        /** Called for each k in turn. */
        void step(int k);
    }

    private final int count;
    private final int n;
    private final int width;
    private final Supplier<Sweep> sweeps;
    private final AtomicIntegerArray waves;

    private Sweeps(int n, int width, Supplier<Sweep> sweeps) {
        // The last two rows and columns are as they should be.
        this.count = Math.max(0, n - 2);
        this.n = n;
        this.width = width;
        this.sweeps = sweeps;
        this.waves = new AtomicIntegerArray(groups() + 1);
    }

    /**
     * Runs sweeps 0 to n - 3 of a matrix of side n.
     *
     * @param width rows from a step to the next
     * @param sweeps makes one, with its scratch
     * @param threads threads that work on them, the calling one among them
     */
    static void run(int n, int width, Supplier<Sweep> sweeps, int threads) {
        Sweeps all = new Sweeps(n, width, sweeps);
        int most = Math.max(1, Math.min(threads, all.groups()));
        Team.run(most, (member, team) -> all.work(member, most, team));
    }

    private int groups() {
        return (count + GROUP - 1) / GROUP;
    }

    /** Steps of a sweep: the first, and one for each further block that begins within the matrix. */
    private int steps(int sweep) {
        return 1 + (n - 2 - sweep) / width;
    }

    private void work(int member, int members, Team team) {
        List<Sweep> own = new ArrayList<>();
        for (int i = 0; i < GROUP; i++) {
            own.add(sweeps.get());
        }
        for (int group = member; group < groups(); group += members) {
            run(group, own, team);
        }
    }

    private void run(int group, List<Sweep> own, Team team) {
        int first = group * GROUP;
        int together = Math.min(GROUP, count - first);
        for (int i = 0; i < together; i++) {
            own.get(i).begin(first + i);
        }
        int last = steps(first) + 2 * (together - 1);
        for (int wave = 0; wave < last; wave++) {
            // Step wave of our first sweep needs step wave + 1 of the last sweep before, which lags 2 (GROUP - 1)
            // waves.
            if (group > 0) {
                team.awaitAtLeast(waves, group - 1, wave + 2 + 2 * (GROUP - 1));
            }
            for (int i = 0; i < together; i++) {
                step(own.get(i), first + i, wave - 2 * i);
            }
            waves.setRelease(group, wave + 1);
        }
        waves.setRelease(group, FINISHED);
    }

    /** Nothing where the sweep has not begun, or is over. */
    private void step(Sweep sweep, int number, int k) {
        if (k >= 0 && k < steps(number)) {
            sweep.step(k);
        }
    }
}
