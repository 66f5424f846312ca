package org.setol.models;

/** Text from a file, made fit for a one-line message. */
public final class Quoted {

    /** Long enough for any tensor name seen in practice, short enough for a terminal line. */
    private static final int LONGEST = 200;

    private Quoted() {}

    /** {@code 'text'}; control characters are written as {@code \}{@code uXXXX}, what exceeds 200 characters as dots. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder().append('\'');
        int shown = Math.min(text.length(), LONGEST);
        for (int k = 0; k < shown; k++) {
            char c = text.charAt(k);
            if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                quoted.append("\\u").append(hex(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(shown < text.length() ? "...'" : "'").toString();
    }

    private static String hex(char c) {
        return Integer.toHexString(0x10000 | c).substring(1);
    }
}
