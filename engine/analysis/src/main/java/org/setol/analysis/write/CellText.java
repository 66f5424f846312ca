package org.setol.analysis.write;

/** Cells as text. */
final class CellText {

    private CellText() {}

    /** For programs: all digits, nothing for what is missing. */
    static String exact(Cell cell) {
        return switch (cell) {
            case Cell.Text text -> text.value();
            case Cell.Whole whole -> Long.toString(whole.value());
            case Cell.Real real -> Double.isFinite(real.value()) ? Double.toString(real.value()) : "";
            case Cell.Missing ignored -> "";
        };
    }

    /** For eyes: 4 significant digits, a dash for what is missing. */
    static String shown(Cell cell) {
        return switch (cell) {
            case Cell.Text text -> text.value();
            case Cell.Whole whole -> Long.toString(whole.value());
            case Cell.Real real -> SignificantDigits.of(real.value());
            case Cell.Missing ignored -> "-";
        };
    }
}
