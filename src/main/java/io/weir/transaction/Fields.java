package io.weir.transaction;

import static io.weir.transaction.InvalidRecordException.field;
import static io.weir.transaction.InvalidRecordException.missing;

import org.jspecify.annotations.Nullable;

/** Checks that transactions and labels share. */
final class Fields {

    private static final int MAX_ID_LENGTH = 256;
    /** 1970-01-01 and 2200-01-01, UTC. */
    private static final long MIN_TIME = 0;

    private static final long MAX_TIME = 7_258_118_400_000L;

    private Fields() {}

    static String id(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw missing(name);
        }
        if (value.length() > MAX_ID_LENGTH) {
            throw field(name, value, "at most " + MAX_ID_LENGTH + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\uFFFD' || Character.isISOControl(c)) {
                throw field(name, value, "valid text without control characters");
            }
        }
        return value;
    }

    static long time(String name, long millis) {
        if (millis < MIN_TIME || millis >= MAX_TIME) {
            throw field(name, millis, "milliseconds from 1970 to 2199");
        }
        return millis;
    }
}
