package io.weir.cli;

import java.util.concurrent.locks.LockSupport;

/**
 * When the n-th of so many a second is due, by the clock and not by the one before it: a stall is caught up with, so that the
 * load stays open. For one thread.
 */
final class Pace {

    private final double perSecond;
    private final long started = System.nanoTime();

    /** @param perSecond 0: everything is due at once */
    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Waits until the n-th is due, counted from 0; returns at once when interrupted. */
    void await(long n) {
        if (perSecond <= 0) {
            return;
        }
        long due = started + (long) (n * 1e9 / perSecond);
        for (long left = due - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
