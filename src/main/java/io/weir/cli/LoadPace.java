package io.weir.cli;

/**
 * When each transaction of a load is due, fixed beforehand: evenly at a rate, but five times as fast in the last seconds of each
 * half minute where there are bursts.
 *
 * @param rate a second outside bursts
 * @param burst seconds of a burst; 0: none
 */
record LoadPace(int rate, int burst) {

    private static final double SECOND = 1e9;

    /** Transactions due before a time, seconds from the start. */
    long countUntil(int seconds) {
        long rounds = seconds / LoadCase.BURST_EVERY;
        long rest = seconds % LoadCase.BURST_EVERY;
        long quiet = (long) LoadCase.BURST_EVERY - burst;
        long inRest = rate * Math.min(rest, quiet) + rate * (long) LoadCase.BURST_FACTOR * Math.max(0, rest - quiet);
        return rounds * inRound() + inRest;
    }

    /** When the n-th is due, counted from 0; nanoseconds from the start. */
    long dueNanos(long n) {
        long round = n / inRound();
        long inRound = n % inRound();
        long inQuiet = rate * (long) (LoadCase.BURST_EVERY - burst);
        double seconds = inRound < inQuiet
                ? (double) inRound / rate
                : LoadCase.BURST_EVERY - burst + (double) (inRound - inQuiet) / (rate * LoadCase.BURST_FACTOR);
        return (long) ((round * LoadCase.BURST_EVERY + seconds) * SECOND);
    }

    private long inRound() {
        return rate * (LoadCase.BURST_EVERY + (LoadCase.BURST_FACTOR - 1L) * burst);
    }
}
