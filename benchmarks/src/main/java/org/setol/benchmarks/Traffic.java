package org.setol.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts the memory that an operation reads and writes: JMH reports it as gigabytes (1e9) a second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Traffic {

    public double gigabytes;

    void add(long bytes) {
        gigabytes += bytes * 1e-9;
    }
}
