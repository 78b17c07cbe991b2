package io.weir.feature;

import java.time.Duration;

/**
 * One number about an entity over one sliding window of event time, {@code (t - delay - window, t - delay]}.
 *
 * @param name feature name
 * @param kind what is computed
 * @param window length of the window
 * @param delay how far before the transaction the window ends; above zero the transaction itself is outside
 */
record Aggregate(String name, Kind kind, Duration window, Duration delay) {

    enum Kind {
        /** Transactions in the window. */
        COUNT,
        /** Mean amount in the window, minor units; NaN when the window is empty. */
        MEAN_AMOUNT,
        /** Share of the window's transactions that were reported as fraud by now; 0 when the window is empty. */
        FRAUD_RATE
    }

    static Aggregate of(String name, Kind kind, int days, int delayDays) {
        return new Aggregate(name, kind, Duration.ofDays(days), Duration.ofDays(delayDays));
    }

    long reachMillis() {
        return window.plus(delay).toMillis();
    }
}
