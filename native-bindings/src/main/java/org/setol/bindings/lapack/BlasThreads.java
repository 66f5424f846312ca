package org.setol.bindings.lapack;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_full;

/**
 * Who may use how many threads of OpenBLAS. Its thread count is one variable of the process: in this build (pthreads,
 * not OpenMP) {@code openblas_set_num_threads_local} is nothing but get followed by set of the same variable, so a
 * count of one's own does not exist. Hence a rule:
 *
 * <ul>
 *   <li>Outside of the exclusive section below the count is 1, which {@link OpenBlas} sets on loading. Single-threaded
 *       calls, from any number of Java threads, run side by side: with a count of 1 OpenBLAS works in the calling
 *       thread. Two at a time on two cores take each as long as one alone (384 and 768 square, both routes).
 *   <li>A call with more threads runs alone, raises the count, and lowers it again.
 * </ul>
 *
 * The lock is fair: a large matrix waits for the small ones that run, not for those that come later. Results of
 * single-threaded calls are the same to the bit whatever runs beside them.
 *
 * <p>Threads of OpenBLAS wait for each other in a busy loop: give it more of them than there are idle cores and it is
 * not a little but ten times slower and more (measured with two threads on two cores under a load of six; with eight on two
 * cores forty times). So it never gets more than there are cores, however many threads are asked for.
 *
 * <p>Other code in the process that sets the count itself breaks the rule: slower, or oversubscribed, not wrong.
 */
final class BlasThreads {

    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock(true);

    private BlasThreads() {}

    /** Runs {@code call} with OpenBLAS limited to {@code threads}, or as many as there are cores. */
    static <T> T with(int threads, Supplier<T> call) {
        OpenBlas.requireAvailable();
        return threads == 1 ? shared(call) : alone(threads, call);
    }

    private static <T> T shared(Supplier<T> call) {
        Lock lock = LOCK.readLock();
        lock.lock();
        try {
            return call.get();
        } finally {
            lock.unlock();
        }
    }

    private static <T> T alone(int threads, Supplier<T> call) {
        Lock lock = LOCK.writeLock();
        lock.lock();
        try {
            openblas_full.openblas_set_num_threads(Math.min(threads, OpenBlas.cores()));
            return call.get();
        } finally {
            openblas_full.openblas_set_num_threads(1);
            lock.unlock();
        }
    }
}
