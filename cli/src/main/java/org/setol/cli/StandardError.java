package org.setol.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;

/**
 * Puts stderr back where the launcher had it. A JVM started with an incubator module prints a warning that no flag
 * suppresses, before any code of ours runs; the launcher therefore starts it with stderr on the null device and the real
 * one as descriptor {@value #PROPERTY}, and opens {@code java.io} so that a stream can be made of it.
 */
final class StandardError {

    private static final String PROPERTY = "setol.stderr";

    private StandardError() {}

    static void restore() {
        Integer number = Integer.getInteger(PROPERTY);
        if (number == null) {
            return;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            FileOutputStream real = new FileOutputStream(constructor.newInstance(number));
            System.setErr(new PrintStream(real, true, System.err.charset()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the launcher's argument file does not open java.io", e);
        }
    }

    /** True when a person reads stderr, as the launcher has found; no JVM method tells. */
    static boolean isTerminal() {
        return Boolean.getBoolean("setol.stderr.terminal");
    }
}
