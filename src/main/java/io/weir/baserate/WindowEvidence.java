package io.weir.baserate;

import java.util.List;

/**
 * What one partition saw in one window: small, mergeable by addition, its rate independent of traffic.
 *
 * @param partition of the stream
 * @param windowEndMillis end of the window, event time; everything the partition sends later belongs to later windows
 * @param counts changes to cohorts, in cohort order
 */
public record WindowEvidence(int partition, long windowEndMillis, List<CohortCount> counts) {

    public WindowEvidence {
        counts = List.copyOf(counts);
    }

    /**
     * Change to one cohort, the transactions of one window of event time.
     *
     * @param cohortMillis start of the cohort
     * @param transactions seen
     * @param frauds reported; negative where reports were reversed
     */
    public record CohortCount(long cohortMillis, long transactions, long frauds) {}
}
