package io.weir.stream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the account's tasks of a replay from running far ahead of the horizon, behind which what they send has to wait: a soft
 * bound on how much that is. Past the bound each payment costs a moment, and then goes on: the thread comes round to its
 * other tasks, so that none waits for one that waits for it. Live payments cost nothing. One for all tasks of an instance.
 */
final class ReplayPace {

    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private volatile long paused = Long.MIN_VALUE;

    /**
     * In front of observing a payment.
     *
     * @param now by the clock
     */
    void await(StreamParts parts, long time, long now) {
        if (isAhead(parts, time, now)) {
            paused = now;
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** True when some task of this instance was held back since then: the others may have had nothing only because of that. */
    boolean hasPausedSince(long now) {
        return paused >= now;
    }

    /** True for a payment as far beyond the horizon as the horizon lies beyond a window. */
    static boolean isAhead(StreamParts parts, long time, long now) {
        return parts.published().estimatedUntil() != Long.MIN_VALUE
                && !parts.settings().isLive(time, now)
                && time > parts.horizon(Long.MAX_VALUE) + parts.settings().horizonStep();
    }
}
