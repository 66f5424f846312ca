package org.setol.analysis.write;

import java.io.IOException;
import java.util.List;
import org.setol.models.Quoted;

/** Columns of text, padded to line up: words to the left, numbers to the right. */
public final class TextGrid {

    private static final String GAP = "  ";

    private TextGrid() {}

    /**
     * Writes rows of equal length. Control characters, which names in a foreign file may hold, are spelt out.
     *
     * @param texts the first is the header; a column is numeric when all of its other cells start with a digit or minus
     */
    public static void write(List<List<String>> texts, Appendable out) throws IOException {
        List<List<String>> rows = texts.stream()
                .map(row -> row.stream().map(Quoted::printable).toList())
                .toList();
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            widths[c] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            numeric[c] = rows.stream().skip(1).allMatch(row -> isNumber(row.get(column)));
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String padding = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? "" : GAP)
                        .append(numeric[c] ? padding : "")
                        .append(row.get(c))
                        .append(numeric[c] ? "" : padding);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && (Character.isDigit(cell.charAt(0)) || cell.charAt(0) == '-');
    }
}
