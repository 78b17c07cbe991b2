package io.weir.cli;

/**
 * A {@link LoadPace} that has started.
 *
 * @param startNanos by {@link System#nanoTime}
 * @param startMillis the same moment as epoch milliseconds
 */
record LoadClock(LoadPace pace, long startNanos, long startMillis) {

    static LoadClock start(LoadPace pace) {
        return new LoadClock(pace, System.nanoTime(), System.currentTimeMillis());
    }

    /** When the n-th is due, by {@link System#nanoTime}. */
    long dueNanos(int n) {
        return startNanos + pace.dueNanos(n);
    }

    /** The same as epoch milliseconds. */
    long dueMillis(int n) {
        return startMillis + pace.dueNanos(n) / 1_000_000;
    }
}
