package io.weir.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or a TERM signal) as a request that the main thread answers: it stops what it runs, prints its summary and
 * closes this; the JVM ends then, or when the patience is over, with exit code 130 (143).
 */
final class CleanStop implements AutoCloseable {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private CleanStop(Duration patience) {
        hook = new Thread(() -> stop(patience), "weir-stop");
    }

    /** @param patience how long the JVM waits for the main thread once it was asked to stop */
    static CleanStop register(Duration patience) {
        CleanStop stop = new CleanStop(patience);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Whether to stop. */
    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Asks to stop, as Ctrl-C does. */
    void request() {
        requested.countDown();
    }

    /** Waits until asked to stop, but no longer than this; true when asked. */
    boolean await(Duration longest) {
        try {
            return requested.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Everything is cleaned up and printed: the JVM may end. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already ending, and the hook has just been released.
            finished.countDown();
        }
    }

    private void stop(Duration patience) {
        requested.countDown();
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("weir: still not stopped after " + patience.toSeconds() + " s, giving up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
