package org.setol.laboratory.claims;

import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What a claim that could not be tested lacks. */
final class Needs {

    private Needs() {}

    /** {@code 16x, 32x}. */
    static String list(double... strengths) {
        return DoubleStream.of(strengths).mapToObj(Tell::strength).collect(Collectors.joining(", "));
    }
}
