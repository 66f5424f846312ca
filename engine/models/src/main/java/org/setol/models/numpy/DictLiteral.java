package org.setol.models.numpy;

import java.util.stream.LongStream;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.Quoted;

/**
 * Reads the Python dict that is an .npy header, {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}.
 * Only these three keys, each once, and only the literals they may have: nothing is evaluated.
 */
final class DictLiteral {

    /** Fields of fields of fields: more nesting than any dtype has. */
    private static final int DEEPEST = 32;

    private final MappedFile file;
    private final String what;
    private final String text;
    private int at;

    DictLiteral(MappedFile file, String what, String text) {
        this.file = file;
        this.what = what;
        this.text = text;
    }

    NpyHeader header(long dataOffset) throws ModelException {
        String descr = "";
        boolean structured = false;
        boolean fortran = false;
        boolean hasOrder = false;
        long[] shape = {};
        boolean hasShape = false;
        expect('{');
        while (!accept('}')) {
            String key = string();
            expect(':');
            if (key.equals("descr") && descr.isEmpty()) {
                structured = peek() == '[';
                descr = structured ? list() : string();
            } else if (key.equals("fortran_order") && !hasOrder) {
                fortran = truth(word());
                hasOrder = true;
            } else if (key.equals("shape") && !hasShape) {
                shape = tuple();
                hasShape = true;
            } else {
                throw malformed("key " + Quoted.of(key) + " is unknown or there twice");
            }
            if (!accept(',') && peek() != '}') {
                throw malformed("a comma or brace is missing");
            }
        }
        if (descr.isEmpty() || !hasOrder || !hasShape) {
            throw malformed("one of descr, fortran_order and shape is missing");
        }
        peek();
        if (at < text.length()) {
            throw malformed("text follows the header's dict");
        }
        return new NpyHeader(descr, structured, fortran, shape, dataOffset);
    }

    private boolean truth(String word) throws ModelException {
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            default -> throw malformed("fortran_order is " + Quoted.of(word) + ", not True or False");
        };
    }

    private String word() {
        peek();
        int from = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** A string without escapes: NumPy writes none into a header of a plain array. */
    private String string() throws ModelException {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw malformed("a string is missing");
        }
        int from = at + 1;
        int to = text.indexOf(quote, from);
        if (to < 0) {
            throw malformed("a string does not end");
        }
        at = to + 1;
        return text.substring(from, to);
    }

    private long[] tuple() throws ModelException {
        LongStream.Builder axes = LongStream.builder();
        expect('(');
        while (!accept(')')) {
            axes.add(integer());
            if (!accept(',') && peek() != ')') {
                throw malformed("a comma or parenthesis is missing in the shape");
            }
        }
        return axes.build().toArray();
    }

    private long integer() throws ModelException {
        peek();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(from, at);
        // Python 2 wrote the shape's longs with a letter.
        accept('L');
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw malformed("an axis of the shape is no non-negative integer below 2^63");
        }
    }

    /** The text of a bracketed list, strings inside respected. */
    private String list() throws ModelException {
        int from = at;
        int depth = 0;
        do {
            char c = peek();
            if (c == '\'' || c == '"') {
                string();
                continue;
            }
            depth += c == '[' || c == '(' || c == '{' ? 1 : c == ']' || c == ')' || c == '}' ? -1 : 0;
            if (c == 0 || depth > DEEPEST) {
                throw malformed("the list of fields does not end or is too deep");
            }
            at++;
        } while (depth > 0);
        return text.substring(from, at);
    }

    private void expect(char c) throws ModelException {
        if (!accept(c)) {
            throw malformed("'" + c + "' is missing");
        }
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        at += there && at < text.length() ? 1 : 0;
        return there;
    }

    /** The next character that is no white space; NUL at the end. */
    private char peek() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private ModelException malformed(String problem) {
        return new ModelException.Malformed(file.path(), what + ", header character " + at + ": " + problem);
    }
}
