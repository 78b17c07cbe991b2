package io.weir.transaction;

import static io.weir.transaction.InvalidRecordException.field;
import static io.weir.transaction.InvalidRecordException.missing;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that transactions and labels share. */
final class Fields {

    private static final int MAX_ID_LENGTH = 256;
    private static final int MAX_VALUE_LENGTH = 1_024;
    private static final int MAX_ATTRIBUTES = 1_000;
    /** 1970-01-01 and 2200-01-01, UTC. */
    private static final long MIN_TIME = 0;

    private static final long MAX_TIME = 7_258_118_400_000L;

    private Fields() {}

    static String id(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw missing(name);
        }
        length(name, value, MAX_ID_LENGTH);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\uFFFD' || Character.isISOControl(c)) {
                throw field(name, value, "valid text without control characters");
            }
        }
        return value;
    }

    /** Control characters and malformed text pass: one bad note is no reason to leave a payment undecided. */
    static void attributes(Set<String> numeric, Map<String, String> categorical) {
        int count = numeric.size() + categorical.size();
        if (count > MAX_ATTRIBUTES) {
            throw field("number of attributes", count, "at most " + MAX_ATTRIBUTES);
        }
        numeric.forEach(name -> length("name of a numeric attribute", name, MAX_ID_LENGTH));
        categorical.forEach((name, value) -> {
            length("name of a categorical attribute", name, MAX_ID_LENGTH);
            length("categorical." + name, value, MAX_VALUE_LENGTH);
        });
    }

    private static void length(String name, String value, int most) {
        if (value.length() > most) {
            throw field(name, value, "at most " + most + " characters");
        }
    }

    static long time(String name, long millis) {
        if (millis < MIN_TIME || millis >= MAX_TIME) {
            throw field(name, millis, "milliseconds from 1970 to 2199");
        }
        return millis;
    }
}
