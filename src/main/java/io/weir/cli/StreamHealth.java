package io.weir.cli;

import io.weir.console.Health;
import io.weir.stream.WeirStream;
import org.jspecify.annotations.Nullable;

/** How a stream is, for whoever runs it. */
final class StreamHealth {

    private StreamHealth() {}

    /**
     * For the health check.
     *
     * @param stream null before its start
     * @param waitingFor what keeps it from starting
     */
    static Health of(@Nullable WeirStream stream, String waitingFor) {
        if (stream == null) {
            return Health.notReady(waitingFor);
        }
        if (!stream.isAlive()) {
            return Health.dead("the stream has stopped: " + stream.state());
        }
        return stream.isReady() ? Health.READY : Health.notReady("the stream is " + stream.state());
    }

    /** Why a stream that nobody closed has ended, whether or not it says so itself; null while it runs. */
    static @Nullable Throwable failure(WeirStream stream) {
        Throwable failure = stream.failure();
        if (failure == null && !stream.isAlive()) {
            return new UserException("the stream ended by itself and gave no reason; it is " + stream.state());
        }
        return failure;
    }
}
