package io.weir.wire;

import org.jspecify.annotations.Nullable;

/** A capacity that may be unlimited: infinite here, null on the wire. */
final class Capacity {

    private Capacity() {}

    static @Nullable Double write(double capacity) {
        return capacity == Double.POSITIVE_INFINITY ? null : capacity;
    }

    static double read(@Nullable Double capacity) {
        return capacity == null ? Double.POSITIVE_INFINITY : capacity;
    }
}
