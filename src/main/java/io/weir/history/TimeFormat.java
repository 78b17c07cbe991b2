package io.weir.history;

import static io.weir.transaction.InvalidRecordException.field;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a time column becomes epoch milliseconds. Formats: {@code iso} (a date and a time, joined by T or a space, with
 * or without an offset), {@code epoch-seconds} (up to three fraction digits), {@code epoch-millis}, or a pattern of
 * {@link DateTimeFormatter}. A time without an offset is taken in the zone; where clocks go back it is the earlier of
 * the two. Less than a millisecond is cut off.
 */
final class TimeFormat {

    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private final String format;
    private final ZoneId zone;
    private final @Nullable DateTimeFormatter pattern;

    /** @throws IllegalArgumentException when the pattern is not one */
    TimeFormat(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone.normalized();
        this.pattern = switch (format) {
            case "iso", "epoch-seconds", "epoch-millis" -> null;
            default ->
                new DateTimeFormatterBuilder()
                        .appendPattern(format)
                        .parseDefaulting(ChronoField.ERA, 1)
                        .toFormatter(Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT);
        };
    }

    /** @throws io.weir.transaction.InvalidRecordException naming the column, the text and the format */
    long millis(String column, String text) {
        if (pattern != null) {
            return parsed(column, text, text, pattern);
        }
        return switch (format) {
            case "epoch-seconds" -> Decimals.scaled(column, text, 3, MAX_MILLIS, "seconds since 1970");
            case "epoch-millis" -> Decimals.scaled(column, text, 0, MAX_MILLIS, "milliseconds since 1970");
            default -> iso(column, text);
        };
    }

    private long iso(String column, String text) {
        long local = IsoTime.millis(text);
        if (local == IsoTime.OTHER_LAYOUT) {
            String joined = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
            return parsed(column, text, joined, DateTimeFormatter.ISO_DATE_TIME);
        }
        if (zone.equals(ZoneOffset.UTC) || text.endsWith("Z")) {
            return local;
        }
        int nanos = (int) Math.floorMod(local, 1000L) * 1_000_000;
        return LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000L), nanos, ZoneOffset.UTC)
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }

    private long parsed(String column, String shown, String text, DateTimeFormatter formatter) {
        try {
            TemporalAccessor time =
                    formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            ZonedDateTime zoned;
            if (time instanceof ZonedDateTime withZone) {
                zoned = withZone;
            } else if (time instanceof LocalDateTime local) {
                zoned = local.atZone(zone);
            } else {
                zoned = LocalDate.from(time).atStartOfDay(zone);
            }
            return zoned.toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw field(column, shown, allowed());
        }
    }

    private String allowed() {
        return format.equals("iso")
                ? "a date and time such as 2018-04-01T00:00:31, with or without an offset"
                : "a date and time of the form " + format;
    }
}
