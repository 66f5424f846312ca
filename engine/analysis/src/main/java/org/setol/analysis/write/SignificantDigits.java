package org.setol.analysis.write;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for tables: 4 significant digits, plain between 1e-4 and 1e6, else with an exponent. */
final class SignificantDigits {

    private static final MathContext FOUR = new MathContext(4);

    private SignificantDigits() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR);
        double magnitude = Math.abs(value);
        if (magnitude >= 1e-4 && magnitude < 1e6) {
            return rounded.toPlainString();
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }
}
