package io.weir.decision;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a policy's values may be; an error names the setting, the value and what is allowed. */
final class PolicyValues {

    private static final Pattern QUEUE_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private PolicyValues() {}

    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: 0 to 1");
        }
    }

    static void money(String name, double value) {
        if (!(value >= 0 && value < 1e12)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: 0 or more, major units");
        }
    }

    static void queue(String name, @Nullable String value) {
        if (value != null && !QUEUE_NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " is \"" + value + "\"; allowed: lower-case letters, digits, - and _, at most 64");
        }
    }
}
