package org.setol.spectra.freeprob;

/** Checks of what models and integrals are asked for. */
final class Ranges {

    private Ranges() {}

    static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " = " + value + ", expected a positive number");
        }
    }

    static void requireInterval(double from, double to) {
        if (!(from > 0) || !(to >= from) || Double.isInfinite(to)) {
            throw new IllegalArgumentException("integral from " + from + " to " + to + ", expected 0 < from <= to");
        }
    }
}
