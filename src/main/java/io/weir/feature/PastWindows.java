package io.weir.feature;

import io.weir.feature.Measure.Moment;

/** Windows into a log at one transaction: several measures look through each. */
final class PastWindows {

    private static final int MOST = 16;

    private final EntityLog log;
    private final long[] starts = new long[MOST];
    private final long[] ends = new long[MOST];
    private final Past[] known = new Past[MOST];
    private int count;

    PastWindows(EntityLog log) {
        this.log = log;
    }

    Past of(Moment m, long start, long end) {
        for (int i = 0; i < count; i++) {
            if (starts[i] == start && ends[i] == end) {
                return known[i];
            }
        }
        Past past = Past.of(log, m, start, end);
        if (count < MOST) {
            starts[count] = start;
            ends[count] = end;
            known[count++] = past;
        }
        return past;
    }
}
