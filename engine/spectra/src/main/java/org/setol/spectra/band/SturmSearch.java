package org.setol.spectra.band;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.kernels.SturmReadings;

/**
 * All eigenvalues of a tridiagonal matrix in rounds: the brackets propose points, a team reads them, the brackets are cut.
 * What becomes of a bracket depends on its own readings alone, and these not on who takes them: results are equal to the
 * bit for any number of threads.
 */
final class SturmSearch {

    /** Points that a thread takes at a time: the block of the scalar kernel. The vector kernel does not care. */
    private static final int SHARE = 128;

    private final double[] d;
    private final double[] e2;
    private final double tolerance;
    private final double[] eigenvalues;

    /** For each member the last round that it has done; for the first, the leader, the last that it has begun. */
    private final AtomicIntegerArray rounds;

    private volatile Round round = new Round(new SturmReadings(0), new AtomicInteger());
    private volatile boolean over;

    /** Points to read, and how many have found a reader. */
    private record Round(SturmReadings readings, AtomicInteger taken) {}

    private SturmSearch(double[] d, double[] e2, double tolerance, int members) {
        this.d = d;
        this.e2 = e2;
        this.tolerance = tolerance;
        this.eigenvalues = new double[d.length];
        this.rounds = new AtomicIntegerArray(members);
    }

    /**
     * Each within about {@code tolerance} of one of a matrix that differs by rounding errors, all between {@code low} and
     * {@code high}.
     *
     * @param d see {@link Kernels#readSturm}, as for {@code e2}
     * @param tolerance at least the distance of neighbouring numbers at either end
     */
    static double[] run(double[] d, double[] e2, double low, double high, double tolerance, int members) {
        SturmSearch search = new SturmSearch(d, e2, tolerance, members);
        Bracket all = new Bracket(SturmEnd.unknown(low, 0), SturmEnd.unknown(high, d.length));
        Team.run(members, (member, team) -> {
            if (member == 0) {
                search.lead(all, team);
            } else {
                search.follow(member, team);
            }
        });
        return search.eigenvalues;
    }

    private void lead(Bracket all, Team team) {
        List<Bracket> open = new ArrayList<>();
        keep(all, open);
        for (int number = 1; !open.isEmpty(); number++) {
            round = new Round(points(open), new AtomicInteger());
            rounds.setRelease(0, number);
            work(round);
            for (int member = 1; member < rounds.length(); member++) {
                team.awaitAtLeast(rounds, member, number);
            }
            open = cut(open, round.readings);
        }
        over = true;
        rounds.setRelease(0, Integer.MAX_VALUE);
    }

    private void follow(int member, Team team) {
        int number = 1;
        team.awaitAtLeast(rounds, 0, number);
        while (!over) {
            work(round);
            rounds.setRelease(member, number);
            number++;
            team.awaitAtLeast(rounds, 0, number);
        }
    }

    private void work(Round round) {
        int length = round.readings.length();
        for (int from = round.taken.getAndAdd(SHARE); from < length; from = round.taken.getAndAdd(SHARE)) {
            Kernels.readSturm(d, e2, round.readings, from, Math.min(length, from + SHARE));
        }
    }

    private static SturmReadings points(List<Bracket> open) {
        SturmReadings readings =
                new SturmReadings(open.stream().mapToInt(Bracket::points).sum());
        int from = 0;
        for (Bracket bracket : open) {
            bracket.propose(readings.at(), from);
            from += bracket.points();
        }
        return readings;
    }

    private List<Bracket> cut(List<Bracket> open, SturmReadings readings) {
        List<Bracket> parts = new ArrayList<>();
        int from = 0;
        for (Bracket bracket : open) {
            bracket.cut(readings, from, part -> keep(part, parts));
            from += bracket.points();
        }
        return parts;
    }

    private void keep(Bracket bracket, List<Bracket> open) {
        if (bracket.isNarrow(d.length, tolerance)) {
            bracket.store(eigenvalues);
        } else {
            open.add(bracket);
        }
    }
}
