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
        int at = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        if (whole == at || (point >= 0 && point == text.length() - 1)) {
            throw notDecimal(column, text);
        }
        long value = 0;
        boolean tooLarge = false;
        boolean tooFine = false;
        for (; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (at == point) {
                continue;
            }
            if (digit < 0 || digit > 9) {
                throw notDecimal(column, text);
            }
            if (at > whole + digits) {
                tooFine |= digit != 0;
            } else if (!tooLarge) {
                value = value * 10 + digit;
                tooLarge = value > max;
            }
        }
        int fraction = point < 0 ? 0 : Math.min(digits, text.length() - point - 1);
        for (; fraction < digits && !tooLarge; fraction++) {
            value *= 10;
            tooLarge = value > max;
        }
        if (text.startsWith("-")) {
            throw field(column, text, "0 or more");
        }
        if (tooFine) {
            throw field(column, text, "at most " + digits + " fraction digits (" + unit + ")");
        }
        if (tooLarge) {
            throw field(column, text, "at most " + plain(max, digits) + " (" + unit + ")");
        }
        return value;
    }

    /**
     * As {@link #scaled}, for amounts that went through binary floating point: 85.64999999999999 is 85.65. An amount within a
     * millionth of a minor unit of a whole one is taken for it; any other, such as 12.345 dollars, is still an error.
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

    private static RuntimeException notDecimal(String column, String text) {
        return field(column, text, "a decimal number such as 12.34");
    }

    private static RuntimeException notNumber(String column, String text) {
        return field(column, text, "a finite number such as 12.34, or empty");
    }
}
