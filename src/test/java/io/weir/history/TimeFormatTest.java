package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.transaction.IdHash;
import io.weir.transaction.InvalidRecordException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {

    /** Every text of the fixed layout, valid or not, against the JDK's formatter. */
    @Test
    void iso_by_hand_equals_the_jdks_formatter() {
        TimeFormat iso = new TimeFormat("iso", ZoneOffset.UTC);
        int valid = 0;
        for (long i = 0; i < 100_000; i++) {
            long bits = IdHash.mix(i);
            String text = String.format(
                    "%04d-%02d-%02dT%02d:%02d:%02d",
                    1600 + part(bits, 0, 800),
                    part(bits, 10, 14),
                    part(bits, 14, 33),
                    part(bits, 20, 25),
                    part(bits, 26, 61),
                    part(bits, 33, 61));
            text += part(bits, 40, 3) == 0 ? "." + part(bits, 42, 100_000) : "";
            Long expected = jdk(text);
            assertThat(mine(iso, text)).as(text).isEqualTo(expected);
            valid += expected == null ? 0 : 1;
        }
        assertThat(valid).isBetween(50_000, 95_000);
    }

    @ParameterizedTest
    @CsvSource({
        "iso, UTC, 2018-04-01T00:00:31, 1522540831000",
        "iso, UTC, 2018-04-01 00:00:31, 1522540831000",
        "iso, UTC, 2018-04-01T00:00:31.25Z, 1522540831250",
        "iso, Europe/Berlin, 2018-04-01T02:00:31, 1522540831000",
        "iso, Europe/Berlin, 2018-04-01T00:00:31Z, 1522540831000",
        "iso, +02:00, 2018-04-01T02:00:31.999, 1522540831999",
        "iso, UTC, 2018-04-01T02:00:31+02:00, 1522540831000",
        "iso, UTC, 2018-04-01T00:00, 1522540800000",
        "epoch-seconds, UTC, 1522540831.5, 1522540831500",
        "epoch-millis, UTC, 1522540831000, 1522540831000",
        "dd/MM/yyyy HH:mm:ss, UTC, 01/04/2018 00:00:31, 1522540831000",
        "uuuu-MM-dd HH:mm:ssXXX, UTC, 2018-04-01 02:00:31+02:00, 1522540831000",
        "yyyyMMdd, UTC, 20180401, 1522540800000",
    })
    void time_in_each_format_becomes_millis(String format, String zone, String text, long millis) {
        assertThat(new TimeFormat(format, ZoneId.of(zone)).millis("t", text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "iso, 2018-02-29T00:00:00",
        "iso, 2018-04-01",
        "iso, 2018-04-01T24:00:00",
        "iso, 2018-04-01T00:00:31x",
        "epoch-seconds, 1.2345",
        "epoch-seconds, 99999999999999999999",
        "epoch-millis, 12.5",
        "dd/MM/yyyy HH:mm, 31/02/2018 10:00",
    })
    void time_that_does_not_exist_or_fit_is_an_error(String format, String text) {
        assertThatThrownBy(() -> new TimeFormat(format, ZoneOffset.UTC).millis("WHEN", text))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageStartingWith("WHEN is \"" + text + "\"; allowed: ");
    }

    private static int part(long bits, int shift, int bound) {
        return (int) (IdHash.mix(bits + shift) >>> 33) % bound;
    }

    private static @Nullable Long jdk(String text) {
        try {
            return LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Long mine(TimeFormat iso, String text) {
        try {
            return iso.millis("t", text);
        } catch (InvalidRecordException e) {
            return null;
        }
    }
}
