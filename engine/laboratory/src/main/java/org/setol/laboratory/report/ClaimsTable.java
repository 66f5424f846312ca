package org.setol.laboratory.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.write.TextGrid;
import org.setol.laboratory.claims.Claim;
import org.setol.laboratory.claims.Verdict;

/** Claims for people: as text and as Markdown. */
public final class ClaimsTable {

    private ClaimsTable() {}

    /**
     * Columns of text, a claim two lines: what was claimed, and what came out.
     *
     * @param all false to leave out those not tested
     */
    public static void write(List<Claim> claims, boolean all, Appendable out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("figure", "verdict", "claim, and what came out"));
        for (Claim claim : claims) {
            if (all || claim.verdict() != Verdict.NOT_TESTED) {
                rows.add(List.of(claim.figure(), claim.verdict().label(), claim.text()));
                rows.add(List.of("", "", claim.evidence()));
            }
        }
        TextGrid.write(rows, out);
        out.append('\n').append(count(claims)).append('\n');
    }

    /** {@code 12 reproduced, 3 not reproduced, 20 not tested}. */
    public static String count(List<Claim> claims) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = claims.stream().filter(c -> c.verdict() == verdict).count();
            counts.add(count + " " + verdict.label());
        }
        return String.join(", ", counts);
    }

    /** A Markdown table. */
    public static String markdown(List<Claim> claims) {
        StringBuilder text = new StringBuilder("| figure | claim | verdict | what came out |\n|---|---|---|---|\n");
        for (Claim claim : claims) {
            text.append("| ")
                    .append(claim.figure())
                    .append(" | ")
                    .append(cell(claim.text()))
                    .append(" | ")
                    .append(claim.verdict().label())
                    .append(" | ")
                    .append(cell(claim.evidence()))
                    .append(" |\n");
        }
        return text.append('\n').append(count(claims)).append(".\n").toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;");
    }
}
