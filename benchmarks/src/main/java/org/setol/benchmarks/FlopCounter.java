package org.setol.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts arithmetic: JMH reports GFLOP/s and the share of the limit. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class FlopCounter {

    /** By the backend's own count; a second of it is its rate. */
    public double gflop;

    /** Seconds the cheapest way takes at the rate of matrix multiplication; 1 a second is the limit itself. */
    public double limit;

    void add(double gigaflops, double limitSeconds) {
        gflop += gigaflops;
        limit += limitSeconds;
    }
}
