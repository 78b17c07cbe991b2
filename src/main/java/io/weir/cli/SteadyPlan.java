package io.weir.cli;

/**
 * How a steady load is run.
 *
 * @param rate transactions a second
 * @param seconds that are timed
 * @param warmUpSeconds at the same rate before them, not timed
 * @param historyDays days of history that fill the profiles before the load
 */
record SteadyPlan(int rate, int seconds, int warmUpSeconds, int historyDays) {

    /** Number of the first transaction that is timed. */
    int warmUp() {
        return Math.multiplyExact(rate, warmUpSeconds);
    }

    /** Transactions in all. */
    int count() {
        return Math.multiplyExact(rate, Math.addExact(seconds, warmUpSeconds));
    }
}
