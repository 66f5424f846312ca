package org.setol.models;

import java.util.function.IntPredicate;

/** Text from a file, made fit for a one-line message. */
public final class Quoted {

    /** Long enough for any tensor name seen in practice, short enough for a terminal line. */
    private static final int LONGEST = 200;

    private Quoted() {}

    /** {@code 'text'}, as {@link #oneLine} writes it. */
    public static String of(String text) {
        return "'" + oneLine(text) + "'";
    }

    /** The text for a terminal: control characters as {@code \}{@code uXXXX}, all else as it is, whatever the length. */
    public static String printable(String text) {
        return spelt(text, text.length(), Character::isISOControl);
    }

    /** The text with control characters as {@code \}{@code uXXXX}; what exceeds 200 characters becomes dots. */
    public static String oneLine(String text) {
        int shown = Math.min(text.length(), LONGEST);
        return spelt(text, shown, Quoted::breaksLines) + (shown < text.length() ? "..." : "");
    }

    private static boolean breaksLines(int c) {
        return Character.isISOControl(c) || Character.isSurrogate((char) c) || c == '\u2028' || c == '\u2029';
    }

    private static String spelt(String text, int length, IntPredicate isSpelt) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < length; k++) {
            char c = text.charAt(k);
            if (isSpelt.test(c)) {
                line.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }
}
