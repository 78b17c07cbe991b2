package io.weir.feature;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How a value is written for a person: in which unit, and with as many digits as anyone reads. */
enum Figure {
    /** Three significant digits, and all that stand before the point. */
    NUMBER,
    /** Major units with the digits of the currency. */
    MONEY,
    /** In percent. */
    SHARE,
    /** Seconds, written in the largest unit of which there are two. */
    SECONDS;

    private static final List<Unit> UNITS =
            List.of(new Unit("day", 86_400), new Unit("hour", 3_600), new Unit("minute", 60), new Unit("second", 1));

    private record Unit(String name, long seconds) {
        String of(String count) {
            return plural(count, name);
        }
    }

    /**
     * The value in words; not for NaN.
     *
     * @param fractionDigits of the currency
     */
    String of(double value, int fractionDigits) {
        return switch (this) {
            case NUMBER -> rounded(value, 3);
            case MONEY -> String.format(Locale.ROOT, "%." + fractionDigits + "f", value);
            case SHARE -> rounded(100 * value, 2) + " %";
            case SECONDS -> seconds(value);
        };
    }

    /** So many significant digits, more before the point, none that say nothing. */
    static String rounded(double value, int significant) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (!(size >= 1e-6 && size < 1e15)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int before = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(significant, before), RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String seconds(double value) {
        Unit unit = UNITS.stream()
                .filter(u -> Math.abs(value) >= 2 * u.seconds())
                .findFirst()
                .orElse(UNITS.get(UNITS.size() - 1));
        return unit.of(rounded(value / unit.seconds(), 2));
    }

    /** As in "7 days". */
    static String duration(Duration duration) {
        Unit unit = unit(duration.toSeconds());
        return unit.of(String.valueOf(duration.toSeconds() / unit.seconds()));
    }

    /** As in "7 to 14 days", both in the unit that fits both. */
    static String range(Duration from, Duration to) {
        Unit unit = unit(from.toSeconds(), to.toSeconds());
        return from.toSeconds() / unit.seconds() + " to " + unit.of(String.valueOf(to.toSeconds() / unit.seconds()));
    }

    private static Unit unit(long... seconds) {
        for (Unit unit : UNITS) {
            boolean fits = true;
            for (long each : seconds) {
                fits &= each % unit.seconds() == 0;
            }
            if (fits) {
                return unit;
            }
        }
        throw new IllegalStateException("every number of seconds fits seconds");
    }

    static String plural(String count, String noun) {
        return count + " " + noun + (count.equals("1") ? "" : "s");
    }
}
