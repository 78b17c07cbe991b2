package io.weir.training;

import java.util.Arrays;

/**
 * How counts over bins vary from day to day. A day is 24 hours from the start of the window, so that each holds every hour of the
 * clock once; what is left after the last full day belongs to none.
 */
final class DayCounts {

    private static final long DAY = 86_400_000L;
    private static final double LEAST_EXPECTED = 5;

    private final long[][] counts;

    private DayCounts(long[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts by full day.
     *
     * @param times ascending
     * @param bin of each
     */
    static DayCounts of(long[] times, int[] bin, int bins, long from, long to) {
        long[][] counts = new long[(int) ((to - from) / DAY)][bins];
        for (int i = 0; i < times.length; i++) {
            long day = (times[i] - from) / DAY;
            if (day < counts.length) {
                counts[(int) day][bin[i]]++;
            }
        }
        return new DayCounts(Arrays.stream(counts)
                .filter(day -> Arrays.stream(day).sum() > 0)
                .toArray(long[][]::new));
    }

    /** Full days with at least one count. */
    long[][] days() {
        return counts;
    }

    /**
     * φ: mean over the days of Pearson's X² against all days, over its degrees of freedom; at least 1, and 1 where the days say
     * nothing of it. Neighbouring bins are taken together until 5 are expected in each. A day is part of all days, which makes its X²
     * smaller: k bins have {@code (k - 1)·(1 - n_d/N)} degrees of freedom.
     */
    double dispersion() {
        int bins = counts.length == 0 ? 0 : counts[0].length;
        long[] pooled = new long[bins];
        for (long[] day : counts) {
            Arrays.setAll(pooled, b -> pooled[b] + day[b]);
        }
        double all = Arrays.stream(pooled).sum();
        double sum = 0;
        int telling = 0;
        for (long[] day : counts) {
            double share = Arrays.stream(day).sum() / all;
            Pearson pearson = pearson(day, pooled, share);
            if (pearson.groups() > 1 && share < 1) {
                sum += pearson.statistic() / ((pearson.groups() - 1) * (1 - share));
                telling++;
            }
        }
        return telling == 0 ? 1 : Math.max(1, sum / telling);
    }

    private record Pearson(double statistic, int groups) {}

    private static Pearson pearson(long[] day, long[] pooled, double share) {
        double left = share * Arrays.stream(pooled).sum();
        double statistic = 0;
        int groups = 0;
        double expected = 0;
        long observed = 0;
        for (int b = 0; b < day.length; b++) {
            expected += share * pooled[b];
            observed += day[b];
            boolean last = b == day.length - 1;
            if (last || (expected >= LEAST_EXPECTED && left - expected >= LEAST_EXPECTED)) {
                if (expected > 0) {
                    statistic += (observed - expected) * (observed - expected) / expected;
                    groups++;
                }
                left -= expected;
                expected = 0;
                observed = 0;
            }
        }
        return new Pearson(statistic, groups);
    }
}
