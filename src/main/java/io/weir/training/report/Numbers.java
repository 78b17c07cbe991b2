package io.weir.training.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader sees them; what is not known is a dash. */
final class Numbers {

    private static final String UNKNOWN = "–";
    private static final MathContext THREE = new MathContext(3);

    private Numbers() {}

    /** Three significant digits, such as 0.87 %. */
    static String percent(double share) {
        return Double.isFinite(share) ? plain(100 * share) + " %" : UNKNOWN;
    }

    /** Three decimals, such as 0.684. */
    static String decimal(double value) {
        return fixed("%.3f", value);
    }

    /** A sign and three significant digits; a percentage. */
    static String change(double share) {
        return Double.isFinite(share) ? (share < 0 ? "−" : "+") + plain(Math.abs(100 * share)) + " %" : UNKNOWN;
    }

    /** Six decimals, for log-loss. */
    static String fine(double value) {
        return fixed("%.6f", value);
    }

    static String money(double value) {
        return fixed("%,.0f", value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Three significant digits with a letter for thousands, millions and billions. */
    static String compact(double value) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        String letters = "kMG";
        double left = value;
        String letter = "";
        for (int i = 0; i < letters.length() && Math.abs(left) >= 1_000; i++) {
            left /= 1_000;
            letter = letters.substring(i, i + 1);
        }
        return plain(left) + letter;
    }

    /** Three significant digits, no exponent, no trailing zeros. */
    static String plain(double value) {
        BigDecimal rounded = new BigDecimal(value).round(THREE);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String fixed(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : UNKNOWN;
    }
}
