package io.weir.stream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the account's tasks of a replay from running far ahead of the horizon, behind which what they send has to wait: a soft
 * bound on how much that is. Past the bound each payment costs a moment, and then goes on: the thread comes round to its
 * other tasks, so that none waits for one that waits for it. Live payments cost nothing.
 */
final class ReplayPace {

    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private final StreamParts parts;

    ReplayPace(StreamParts parts) {
        this.parts = parts;
    }

    /** In front of observing a payment. */
    void await(long time, long now) {
        if (isAhead(time, now)) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** True for a payment as far beyond the horizon as the horizon lies beyond a window. */
    boolean isAhead(long time, long now) {
        return parts.published().estimatedUntil() != Long.MIN_VALUE
                && !parts.settings().isLive(time, now)
                && time > parts.horizon(Long.MAX_VALUE) + parts.settings().horizonStep();
    }
}
