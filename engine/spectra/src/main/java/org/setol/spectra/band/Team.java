package org.setol.spectra.band;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that work on one matrix together and wait for each other's progress; one that fails ends the others' waits. */
final class Team {

    /**
     * Busy looks at the other's progress, about a microsecond of them, before the core is offered to someone else. From 1 to
     * 2000 takes as long, 20,000 up to a third longer (benchmarks/NOTES.md, entry 31).
     */
    private static final int SPINS = 200;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Team() {}

    /** What a member does. */
    interface Work {
        void run(int member, Team team);
    }

    /** Runs the work of member 0 here and of the others on threads of their own; throws what the first to fail threw. */
    static void run(int members, Work work) {
        Team team = new Team();
        List<Thread> others = new ArrayList<>();
        for (int member = 1; member < members; member++) {
            int number = member;
            others.add(Thread.ofPlatform().name("setol-band-" + member).start(() -> team.guarded(work, number)));
        }
        team.guarded(work, 0);
        others.forEach(Team::join);
        switch (team.failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case Throwable thrown -> throw new IllegalStateException(thrown);
        }
    }

    // An Error too must reach the caller rather than leave the others waiting.
    @SuppressWarnings("CatchingUnchecked")
    private void guarded(Work work, int member) {
        try {
            work.run(member, this);
        } catch (RuntimeException | Error thrown) {
            failure.compareAndSet(null, thrown);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when counts[index] has reached {@code least}. */
    // Nothing depends on the yield but the speed of others, where there are more threads than cores.
    @SuppressWarnings("ThreadPriorityCheck")
    void awaitAtLeast(AtomicIntegerArray counts, int index, int least) {
        int spins = 0;
        while (counts.getAcquire(index) < least) {
            if (failure.getPlain() != null) {
                throw new IllegalStateException("another thread of the team has failed");
            }
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
