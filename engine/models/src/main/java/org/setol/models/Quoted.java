package org.setol.models;

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
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (Character.isISOControl(c)) {
                line.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    /** The text with control characters as {@code \}{@code uXXXX}; what exceeds 200 characters becomes dots. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        int shown = Math.min(text.length(), LONGEST);
        for (int k = 0; k < shown; k++) {
            char c = text.charAt(k);
            if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                line.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                line.append(c);
            }
        }
        return line.append(shown < text.length() ? "..." : "").toString();
    }
}
