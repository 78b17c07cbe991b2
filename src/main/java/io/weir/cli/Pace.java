package io.weir.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * When the n-th of so many a second is due, by the clock and not by the one before it: a stall is caught up with, so that the
 * load stays open.
 */
final class Pace {

    /** Longer waits listen for the request to stop; shorter ones are to the microsecond. */
    private static final long LONG = 20_000_000;

    private final double perSecond;
    private final long started = System.nanoTime();

    /** @param perSecond 0: everything is due at once */
    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /** When the n-th is due, counted from 0, by {@link System#nanoTime}. */
    long dueNanos(long n) {
        return perSecond <= 0 ? started : started + (long) (n * 1e9 / perSecond);
    }

    /** Waits until the n-th is due; false, and at once, when asked to stop. */
    boolean await(long n, CleanStop stop) {
        return awaitNanos(dueNanos(n), stop);
    }

    /** Waits until a moment of {@link System#nanoTime}; false, and at once, when asked to stop. */
    static boolean awaitNanos(long due, CleanStop stop) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > LONG) {
                if (stop.await(Duration.ofNanos(left - LONG / 2))) {
                    return false;
                }
            } else {
                LockSupport.parkNanos(left);
            }
        }
        return !stop.requested();
    }
}
