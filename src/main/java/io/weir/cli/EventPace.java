package io.weir.cli;

import java.time.Duration;

/** Holds events back so that recorded time runs at a multiple of the clock. For one thread. */
final class EventPace {

    private final double speed;
    private final CleanStop stop;
    private long firstEvent = Long.MIN_VALUE;
    private long firstNanos;

    /** @param speed recorded time over real time; 0: no holding back */
    EventPace(double speed, CleanStop stop) {
        this.speed = speed;
        this.stop = stop;
    }

    /** Waits for an event's turn; false when it was asked to stop. */
    boolean await(long eventMillis) {
        if (speed > 0) {
            if (firstEvent == Long.MIN_VALUE) {
                firstEvent = eventMillis;
                firstNanos = System.nanoTime();
            }
            double due = (eventMillis - firstEvent) / speed;
            double ahead = due - (System.nanoTime() - firstNanos) / 1e6;
            if (ahead > 1) {
                return !stop.await(Duration.ofMillis((long) ahead));
            }
        }
        return !stop.requested();
    }
}
