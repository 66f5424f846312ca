package org.setol.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few values by its label, which shells complete; anything else is refused with all the labels. */
abstract class OneOf<T> implements ITypeConverter<T>, Iterable<String> {

    private final List<T> values;
    private final Function<T, String> label;

    OneOf(T[] values, Function<T, String> label) {
        this.values = Arrays.asList(values);
        this.label = label;
    }

    @Override
    public final T convert(String text) {
        return values.stream()
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + values.stream().map(label).collect(Collectors.joining(", "))));
    }

    @Override
    public final Iterator<String> iterator() {
        return values.stream().map(label).iterator();
    }
}
