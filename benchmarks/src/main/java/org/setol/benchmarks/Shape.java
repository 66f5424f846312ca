package org.setol.benchmarks;

/**
 * Rows and columns, as a benchmark parameter spells them.
 *
 * @param rows rows
 * @param cols columns
 */
record Shape(int rows, int cols) {

    /** {@code 2048x512}. */
    static Shape parse(String text) {
        int x = text.indexOf('x');
        if (x < 0) {
            throw new IllegalArgumentException(text + ": expected ROWSxCOLS, e.g. 2048x512");
        }
        return new Shape(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }
}
