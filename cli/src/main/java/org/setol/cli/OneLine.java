package org.setol.cli;

import org.jspecify.annotations.Nullable;

/** Messages may quote names out of a file; nothing of them may break the line or steer the terminal. */
final class OneLine {

    private OneLine() {}

    static String of(@Nullable String message) {
        String text = message == null ? "no message" : message;
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
