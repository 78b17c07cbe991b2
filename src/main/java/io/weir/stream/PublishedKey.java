package io.weir.stream;

import java.util.OptionalLong;

/** Keys of bundles, policies and commands for the base rate: a name, a bar, the effective time in epoch milliseconds with leading zeros. */
final class PublishedKey {

    private PublishedKey() {}

    /** The effective time in a key, when it is the name's. */
    static OptionalLong of(String key, String name) {
        int bar = key.lastIndexOf('|');
        boolean fits = bar > 0
                && key.substring(0, bar).equals(name)
                && key.substring(bar + 1).matches("[0-9]{1,18}");
        return fits ? OptionalLong.of(Long.parseLong(key.substring(bar + 1))) : OptionalLong.empty();
    }
}
