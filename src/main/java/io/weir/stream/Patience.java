package io.weir.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long the stream waits for what is away: while it runs, until it stops; before that, not at all. */
final class Patience {

    private static final long PAUSE_SECONDS = 1;

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean running;

    /** The stream runs: from now on it waits. */
    void begin() {
        running = true;
    }

    /** The stream stops: nobody waits any longer. */
    void end() {
        end.countDown();
    }

    boolean running() {
        return running;
    }

    /** Waits a moment; false when the stream stops. */
    boolean pause() {
        try {
            return !end.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
