package org.setol.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory: {@code 800m}, {@code 12g}, {@code 1.5t}, bytes without a unit. Units are binary.
 *
 * @param bytes at least 1
 * @param text as the user wrote it
 */
record MemorySize(long bytes, String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([kmgt]?)(?:i?b)?");
    private static final String UNITS = "kmgt";

    /** For picocli. */
    static final class Converter implements ITypeConverter<MemorySize> {
        @Override
        public MemorySize convert(String text) {
            Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT).strip());
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a size such as 800m or 12g");
            }
            int unit = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
            double bytes = Double.parseDouble(matcher.group(1)) * Math.scalb(1.0, 10 * unit);
            if (bytes < 1 || bytes > Long.MAX_VALUE / 2.0) {
                throw new TypeConversionException("'" + text + "' is not between 1 byte and 4 exbibytes");
            }
            return new MemorySize((long) bytes, text);
        }
    }
}
