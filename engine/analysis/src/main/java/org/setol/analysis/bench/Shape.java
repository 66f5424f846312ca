package org.setol.analysis.bench;

/**
 * Rows and columns, as users spell them.
 *
 * @param rows rows, at least 1
 * @param cols columns, at least 1
 */
public record Shape(int rows, int cols) {

    public Shape {
        if (rows < 1 || cols < 1) {
            throw new IllegalArgumentException("a shape has at least 1 row and 1 column, not " + rows + "x" + cols);
        }
    }

    /**
     * {@code 2048x512}, or {@code 2048} for a square.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Shape parse(String text) {
        int x = text.indexOf('x');
        try {
            return x < 0
                    ? new Shape(Integer.parseInt(text), Integer.parseInt(text))
                    : new Shape(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + ": expected ROWSxCOLS, e.g. 2048x512, or 2048 for a square", e);
        }
    }

    @Override
    public String toString() {
        return rows + "x" + cols;
    }
}
