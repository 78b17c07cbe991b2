package io.weir.cli;

import java.time.Duration;

/** Holds events back so that recorded time runs at a multiple of the clock. For one thread, but for {@link #end}. */
final class EventPace {

    private static final double LOOK_MILLIS = 100;

    private final double speed;
    private final CleanStop stop;
    private long firstEvent = Long.MIN_VALUE;
    private long firstNanos;
    private volatile boolean ended;

    /** @param speed recorded time over real time; 0: no holding back */
    EventPace(double speed, CleanStop stop) {
        this.speed = speed;
        this.stop = stop;
    }

    /** Waits for an event's turn; false when it was asked to stop, or ended. */
    boolean await(long eventMillis) {
        if (speed > 0) {
            if (firstEvent == Long.MIN_VALUE) {
                firstEvent = eventMillis;
                firstNanos = System.nanoTime();
            }
            double due = (eventMillis - firstEvent) / speed;
            for (double ahead = ahead(due); ahead > 1 && !ended; ahead = ahead(due)) {
                if (stop.await(Duration.ofMillis((long) Math.min(ahead, LOOK_MILLIS)))) {
                    return false;
                }
            }
        }
        return !ended && !stop.requested();
    }

    /** How far an event is ahead of its turn, milliseconds. */
    private double ahead(double due) {
        return due - (System.nanoTime() - firstNanos) / 1e6;
    }

    /** Nobody waits any more; for any thread. */
    void end() {
        ended = true;
    }
}
