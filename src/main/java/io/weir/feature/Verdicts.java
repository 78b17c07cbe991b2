package io.weir.feature;

import java.util.Arrays;

/** What the reports of a log say at a moment. */
final class Verdicts {

    private Verdicts() {}

    /**
     * Reports of fraud that hold: of the reports of a payment known by then, the one reported last.
     *
     * @param time reports that became known later do not count
     * @param limit nor do those that arrived as late as this sequence number
     * @return their indices, in no order
     */
    static int[] frauds(EntityLog log, long time, int limit) {
        int size = Integer.highestOneBit(2 * log.reports() + 1) << 1;
        int[] last = new int[size];
        Arrays.fill(last, -1);
        for (int r = 0; r < log.reports(); r++) {
            if (log.known(r) <= time && log.reportSequence(r) - limit < 0) {
                int place = place(log, last, log.reportedId(r));
                if (last[place] < 0 || log.known(r) >= log.known(last[place])) {
                    last[place] = r;
                }
            }
        }
        return Arrays.stream(last).filter(r -> r >= 0 && log.isFraud(r)).toArray();
    }

    /** Where a payment's report is in the open hash table, or would be: ids are hashes already. */
    private static int place(EntityLog log, int[] last, long id) {
        int place = (int) id & (last.length - 1);
        while (last[place] >= 0 && log.reportedId(last[place]) != id) {
            place = (place + 1) & (last.length - 1);
        }
        return place;
    }
}
