package org.setol.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** File names that users give, without those that other tools read as stdin and stdout. */
final class FileName {

    private FileName() {}

    private static Path parse(String text, String insteadOfDash) {
        if (text.equals("-")) {
            throw new TypeConversionException("'-' is not a file name here: " + insteadOfDash);
        }
        if (text.isEmpty()) {
            throw new TypeConversionException("the file name is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no file name in this locale: " + e.getReason());
        }
    }

    /** For picocli: a model to read. */
    static final class OfModel implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return parse(text, "models are mapped, not streamed; save it and name the file");
        }
    }

    /** For picocli: a model to write. */
    static final class OfNewModel implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return parse(text, "a model is written to a file or folder, the account of it to stdout");
        }
    }

    /** For picocli: a file to write. */
    static final class OfResult implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            return parse(text, "without the option the report goes to stdout");
        }
    }
}
