package io.weir.console;

/**
 * Whether a process works.
 *
 * @param alive false: nothing will come of it any more, restart it
 * @param ready whether it does its work; false while it starts, restores its stores or rebalances
 * @param reason why it is not ready or not alive; empty when it is both
 */
public record Health(boolean alive, boolean ready, String reason) {

    /** Alive and at work. */
    public static final Health READY = new Health(true, true, "");

    /** Alive, but not at work yet. */
    public static Health notReady(String reason) {
        return new Health(true, false, reason);
    }

    /** Beyond help. */
    public static Health dead(String reason) {
        return new Health(false, false, reason);
    }
}
