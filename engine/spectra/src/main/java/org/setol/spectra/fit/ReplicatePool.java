package org.setol.spectra.fit;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** As many replicates as threads ask for at a time: whoever needs one takes one that another has done with. */
final class ReplicatePool {

    private final int n;
    private final ConcurrentLinkedQueue<Replicate> free = new ConcurrentLinkedQueue<>();

    /** Of replicates of so many data. */
    ReplicatePool(int n) {
        this.n = n;
    }

    /** What {@code question} says of a replicate that nobody else has meanwhile. */
    boolean with(Predicate<Replicate> question) {
        @Nullable Replicate idle = free.poll();
        Replicate replicate = idle == null ? new Replicate(n) : idle;
        boolean answer = question.test(replicate);
        free.add(replicate);
        return answer;
    }
}
