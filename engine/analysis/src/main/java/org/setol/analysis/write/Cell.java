package org.setol.analysis.write;

/** One value of a row. */
public sealed interface Cell {

    /** Words. */
    record Text(String value) implements Cell {}

    /** A count. */
    record Whole(long value) implements Cell {}

    /** A number; NaN and infinities are written as missing where the format has no word for them. */
    record Real(double value) implements Cell {}

    /** Yes or no. */
    record Truth(boolean value) implements Cell {}

    /** Not computed for this row. */
    record Missing() implements Cell {}
}
