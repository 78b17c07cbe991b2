package io.weir.history;

import static io.weir.transaction.InvalidRecordException.field;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Exact numbers from text: what cannot be held exactly is an error, never rounded. */
final class Decimals {

    /** Longest text that a double prints as, with room to spare. */
    private static final int FLOAT_LENGTH = 40;

    private static final BigDecimal FLOAT_TOLERANCE = new BigDecimal("0.000001");

    private Decimals() {}

    /**
     * Plain decimal notation times 10^digits: "57.16" with 2 digits is 5716. Further fraction digits must be zeros.
     *
     * @param max the largest result allowed
     * @param unit what the digits belong to, for messages, such as USD
     */
    static long scaled(String column, String text, int digits, long max, String unit) {
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        requireNotation(column, text, whole);
        for (int at = whole + 1 + digits; at < text.length(); at++) {
            if (text.charAt(at) != '0') {
                throw field(column, text, "at most " + digits + " fraction digits (" + unit + ")");
            }
        }
        long value = 0;
        for (int at = 0; at <= whole + digits && value <= max; at++) {
            if (at != whole) {
                value = value * 10 + (at < text.length() ? text.charAt(at) - '0' : 0);
            }
        }
        if (value > max) {
            throw field(column, text, "at most " + plain(max, digits) + " (" + unit + ")");
        }
        return value;
    }

    /** Digits, and after a point more digits; a minus sign is understood and refused. */
    private static void requireNotation(String column, String text, int whole) {
        int first = text.startsWith("-") ? 1 : 0;
        boolean decimal = whole > first && whole != text.length() - 1;
        for (int at = first; at < text.length(); at++) {
            decimal &= at == whole || (text.charAt(at) >= '0' && text.charAt(at) <= '9');
        }
        if (!decimal) {
            throw field(column, text, "a decimal number such as 12.34");
        }
        if (first == 1) {
            throw field(column, text, "0 or more");
        }
    }

    /**
     * As {@link #scaled}, for amounts that went through binary floating point: 85.64999999999999 is 85.65. An amount
     * within a millionth of a minor unit of a whole one is taken for it; any other, such as 12.345 dollars, is still an
     * error.
     */
    static long scaledFromFloat(String column, String text, int digits, long max, String unit) {
        boolean fine = text.length() - text.indexOf('.') - 1 > digits;
        if (!fine || text.length() > FLOAT_LENGTH || !text.matches("[0-9]+\\.[0-9]+")) {
            return scaled(column, text, digits, max, unit);
        }
        BigDecimal exact = new BigDecimal(text);
        BigDecimal nearest = exact.setScale(digits, RoundingMode.HALF_EVEN);
        boolean near = exact.subtract(nearest).abs().movePointRight(digits).compareTo(FLOAT_TOLERANCE) <= 0;
        return scaled(column, near ? nearest.toPlainString() : text, digits, max, unit);
    }

    /** A finite number in decimal or scientific notation. */
    static double number(String column, String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw notNumber(column, text);
            }
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw notNumber(column, text);
            }
            return value;
        } catch (NumberFormatException e) {
            throw notNumber(column, text);
        }
    }

    /** The inverse of {@link #scaled}: 5716 with 2 digits is "57.16". */
    static String plain(long value, int digits) {
        return BigDecimal.valueOf(value, digits).toPlainString();
    }

    private static RuntimeException notNumber(String column, String text) {
        return field(column, text, "a finite number such as 12.34, or empty");
    }
}
