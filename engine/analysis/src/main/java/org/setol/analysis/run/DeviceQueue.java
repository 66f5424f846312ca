package org.setol.analysis.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tasks for a device, the costliest first. The device takes them from that end; a core of the processor that has nothing
 * else to do takes one from the other, as long as it is done with it before the device would be done with all that is left.
 */
final class DeviceQueue {

    private static final double NANO = 1e-9;

    /** Of a core until one has been timed: the Gram route in float32 does 27e9 there, in float64 12e9 (4096 x 4096). */
    private static final double ASSUMED_OPERATIONS_A_SECOND = 2e10;

    /** Matrices of a batch: enough to fill a device, few enough that its lanes share the work. A guess, not measured. */
    private static final int MOST_TOGETHER = 256;

    private final Deque<Task> waiting;
    private final long mostBytes;
    private final Rate device = new Rate();
    private final Rate core = new Rate();
    private double waitingCost;

    /**
     * @param byCost in descending order
     * @param mostBytes of host memory for those that are computed together
     */
    DeviceQueue(Collection<Task> byCost, long mostBytes) {
        this.mostBytes = mostBytes;
        waiting = new ArrayDeque<>(byCost);
        waitingCost = byCost.stream().mapToDouble(Task::cost).sum();
    }

    /** Operations a second so far. */
    private static final class Rate {
        private double cost;
        private double seconds;

        void add(double moreCost, long nanos) {
            cost += moreCost;
            seconds += nanos * NANO;
        }

        boolean isKnown() {
            return cost > 0;
        }

        /** Seconds for so many operations. */
        double seconds(double operations) {
            return isKnown() ? operations * seconds / cost : operations / ASSUMED_OPERATIONS_A_SECOND;
        }
    }

    /** The costliest that waits, with those after it that the device computes together with it; none at the end. */
    synchronized List<Task> forDevice() {
        notifyAll();
        List<Task> taken = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && taken.size() < MOST_TOGETHER) {
            Task next = waiting.getFirst();
            bytes += next.peakBytes();
            if (!taken.isEmpty() && (bytes > mostBytes || !taken.getFirst().batchesWith(next))) {
                break;
            }
            taken.add(waiting.removeFirst());
            waitingCost -= next.cost();
        }
        return taken;
    }

    /**
     * The cheapest that waits, without its device; none when the lanes of the device are expected to be sooner done with all.
     * Waits until it is known how fast these are.
     *
     * @param lanes that take from the other end
     */
    synchronized Optional<Task> forCore(int lanes) throws InterruptedException {
        while (!waiting.isEmpty() && waiting.getLast().suitsCores() && !device.isKnown()) {
            wait();
        }
        Task cheapest = waiting.peekLast();
        if (cheapest == null
                || !cheapest.suitsCores()
                || core.seconds(cheapest.cost()) > device.seconds(waitingCost) / lanes) {
            return Optional.empty();
        }
        waiting.removeLast();
        waitingCost -= cheapest.cost();
        return Optional.of(cheapest.onProcessor());
    }

    /** Leaves nothing to do: a run that fails must not wait for what will not come. */
    synchronized void clear() {
        waiting.clear();
        notifyAll();
    }

    /** How long tasks took on a lane of the device. */
    synchronized void doneOnDevice(List<Task> tasks, long nanos) {
        device.add(tasks.stream().mapToDouble(Task::cost).sum(), nanos);
        notifyAll();
    }

    /** How long a task, of this queue or not, took on a core. */
    synchronized void doneOnCore(Task task, long nanos) {
        core.add(task.cost(), nanos);
    }
}
