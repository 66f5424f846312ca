package org.setol.models.lora;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;

/**
 * Numbers for modules whose names fit a regular expression, as PEFT applies them: the whole name, or what follows a dot
 * in it, fits; the first pattern that fits counts.
 */
public final class ModulePatterns {

    /** Characters looked at before a pattern counts as endless; a sound one needs a few per character of the name. */
    private static final int BUDGET = 1_000_000;

    private record Entry(Pattern pattern, double value) {}

    private final MappedFile file;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Reads the patterns.
     *
     * @param file for messages
     * @throws ModelException.Malformed when one is no regular expression
     */
    ModulePatterns(MappedFile file, Map<String, Double> values) throws ModelException {
        this.file = file;
        for (Map.Entry<String, Double> value : values.entrySet()) {
            try {
                entries.add(new Entry(Pattern.compile("(.*\\.)?(" + value.getKey() + ")$"), value.getValue()));
            } catch (PatternSyntaxException e) {
                throw broken(value.getKey(), "is no regular expression");
            }
        }
    }

    /** The value of the first pattern that fits. */
    OptionalDouble of(String module) throws ModelException {
        for (Entry entry : entries) {
            if (fits(entry.pattern(), module)) {
                return OptionalDouble.of(entry.value());
            }
        }
        return OptionalDouble.empty();
    }

    private boolean fits(Pattern pattern, String module) throws ModelException {
        try {
            return pattern.matcher(new Metered(module)).lookingAt();
        } catch (Exhausted e) {
            throw broken(pattern.pattern(), "takes too long to match");
        }
    }

    private ModelException broken(String pattern, String problem) {
        return new ModelException.Malformed(
                file.path(),
                "the pattern " + Quoted.of(pattern) + " " + problem,
                "write the module's name out instead");
    }

    /** A text that gives up on a matcher that goes back and forth in it without end. */
    private static final class Metered implements CharSequence {
        private final String text;
        private int looks;

        Metered(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > BUDGET) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
