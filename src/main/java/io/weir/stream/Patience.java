package io.weir.stream;

import io.weir.wire.RegistryUnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Patience with a registry that is away: a running stream waits for it where it stands, until it stops. To let the thread
 * fail would cost more than the outage: its partitions would wait for its session to run out.
 */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
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

    boolean ended() {
        return end.getCount() == 0;
    }

    /**
     * What a call that may need the registry gives, sooner or later.
     *
     * @throws RegistryUnavailableException when the stream is not running yet, or stops
     */
    <T> T with(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (RegistryUnavailableException e) {
                if (!running || !pause()) {
                    throw e;
                }
                LOG.warn("waiting: {}", e.getMessage());
            }
        }
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
