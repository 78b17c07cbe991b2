package io.weir.stream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the account's tasks of a replay from running ever further ahead of the horizon, behind which what they send has to wait
 * on disk: a soft bound on how much that is. When {@value #MOST} messages wait in this instance, each further payment costs a
 * moment, and then goes on: the thread comes round to its other tasks, so that none waits for one that waits for it. Live
 * payments cost nothing. One for all tasks of an instance.
 */
final class ReplayPace {

    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    /** Messages that may wait before it slows down: some hundred bytes each, and days of most banks. */
    static final long MOST = 200_000;

    private volatile long paused = Long.MIN_VALUE;

    /**
     * In front of observing a payment.
     *
     * @param now by the clock
     */
    void await(StreamParts parts, long time, long now) {
        if (parts.metrics().waiting() > MOST && isAhead(parts, time, now)) {
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
