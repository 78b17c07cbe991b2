package io.weir.history;

/**
 * Reads {@code yyyy-MM-dd'T'HH:mm:ss}, with optional fraction and Z, by hand, because every row of a long history has
 * one; the JDK's formatter reads every other layout. Days from the civil calendar after Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2014).
 */
final class IsoTime {

    /** The text has another layout, or a part out of range: the JDK's formatter decides. */
    static final long OTHER_LAYOUT = Long.MIN_VALUE;

    private static final String LAYOUT = "dddd-dd-ddTdd:dd:dd";

    private IsoTime() {}

    /** Epoch milliseconds of the date and time as if in UTC, or {@link #OTHER_LAYOUT}. */
    static long millis(String text) {
        if (!hasLayout(text)) {
            return OTHER_LAYOUT;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1
                || month > 12
                || day < 1
                || day > daysIn(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return OTHER_LAYOUT;
        }
        int fraction = fractionMillis(text);
        if (fraction < 0) {
            return OTHER_LAYOUT;
        }
        return epochDay(year, month, day) * 86_400_000L + ((hour * 60 + minute) * 60 + second) * 1000L + fraction;
    }

    private static boolean hasLayout(String text) {
        if (text.length() < LAYOUT.length()) {
            return false;
        }
        for (int i = 0; i < LAYOUT.length(); i++) {
            char wanted = LAYOUT.charAt(i);
            char found = text.charAt(i);
            boolean fits = switch (wanted) {
                case 'd' -> found >= '0' && found <= '9';
                case 'T' -> found == 'T' || found == ' ';
                default -> found == wanted;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Milliseconds of the fraction after the seconds, 0 when there is none, -1 when something else follows. */
    private static int fractionMillis(String text) {
        int end = text.endsWith("Z") ? text.length() - 1 : text.length();
        int at = LAYOUT.length();
        if (at == end) {
            return 0;
        }
        int digits = end - at - 1;
        if (text.charAt(at) != '.' || digits < 1 || digits > 9) {
            return -1;
        }
        int millis = 0;
        for (int i = 0; i < digits; i++) {
            int digit = text.charAt(at + 1 + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            millis = i < 3 ? millis * 10 + digit : millis;
        }
        return digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static int daysIn(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
