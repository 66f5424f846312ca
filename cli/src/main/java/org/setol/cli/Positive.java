package org.setol.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Counts that users give: whole numbers of at least 1. */
final class Positive {

    private Positive() {}

    private static long parse(String text, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException ignored) {
            // Said below, as for numbers out of range.
        }
        throw new TypeConversionException("'" + text + "' is not a whole number from 1 to " + most);
    }

    /** For picocli. */
    static final class IntConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return Math.toIntExact(parse(text, Integer.MAX_VALUE));
        }
    }

    /** For picocli. */
    static final class LongConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return parse(text, Long.MAX_VALUE);
        }
    }
}
