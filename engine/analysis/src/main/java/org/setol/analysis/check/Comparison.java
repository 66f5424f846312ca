package org.setol.analysis.check;

/** The six comparisons of numbers; none of them holds for NaN but {@code !=}, which is never asked of one. */
enum Comparison {
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("=="),
    DIFFERENT("!="),
    ABOVE(">"),
    BELOW("<");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean holds(double left, double right) {
        return switch (this) {
            case AT_LEAST -> left >= right;
            case AT_MOST -> left <= right;
            case EQUAL -> left == right;
            case DIFFERENT -> left != right;
            case ABOVE -> left > right;
            case BELOW -> left < right;
        };
    }
}
