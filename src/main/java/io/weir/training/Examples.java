package io.weir.training;

import io.weir.decision.Policy;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.ProfileReplay;
import io.weir.transaction.LabelledTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Features of a history up to a moment, in time order, with what was known at that moment: nothing reported later leaks in.
 */
final class Examples {

    private final List<double[]> rows = new ArrayList<>();
    private long[] times = new long[1024];
    private boolean[] frauds = new boolean[1024];
    private long[] delays = new long[64];
    private long[] delayTimes = new long[64];
    private int delayCount;

    private Examples() {}

    /**
     * Reads transactions until one is later than {@code untilMillis}.
     *
     * @param progress is told how many were read
     */
    static Examples read(
            Iterator<LabelledTransaction> history,
            FeatureCatalogue catalogue,
            Policy policy,
            long untilMillis,
            LongConsumer progress) {
        Examples examples = new Examples();
        ProfileReplay profiles = new ProfileReplay(catalogue);
        while (history.hasNext()) {
            LabelledTransaction next = history.next();
            long time = next.transaction().timeMillis();
            if (time > untilMillis) {
                break;
            }
            policy.checkCurrency(next.transaction());
            profiles.reportUntil(time);
            Evidence known = profiles.observe(next).known();
            if (known != null) {
                examples.add(next, catalogue.vector(next.transaction(), known), untilMillis);
                progress.accept(examples.size());
            }
        }
        return examples;
    }

    private void add(LabelledTransaction labelled, double[] features, long untilMillis) {
        int at = rows.size();
        if (at == times.length) {
            times = Arrays.copyOf(times, at * 2);
            frauds = Arrays.copyOf(frauds, at * 2);
        }
        rows.add(features);
        times[at] = labelled.transaction().timeMillis();
        frauds[at] = labelled.knownFraudAt(untilMillis);
        if (frauds[at] && labelled.label() != null) {
            if (delayCount == delays.length) {
                delays = Arrays.copyOf(delays, delayCount * 2);
                delayTimes = Arrays.copyOf(delayTimes, delayCount * 2);
            }
            delayTimes[delayCount] = times[at];
            delays[delayCount++] = Math.max(0, labelled.label().reportedMillis() - times[at]);
        }
    }

    int size() {
        return rows.size();
    }

    long firstTime() {
        return times[0];
    }

    /** Report delays of the known frauds, milliseconds. */
    long[] delays() {
        return Arrays.copyOf(delays, delayCount);
    }

    /** Report delays of the known frauds of transactions up to a time. */
    long[] delaysUpTo(long millis) {
        long[] upTo = new long[delayCount];
        int count = 0;
        for (int i = 0; i < delayCount; i++) {
            if (delayTimes[i] <= millis) {
                upTo[count++] = delays[i];
            }
        }
        return Arrays.copyOf(upTo, count);
    }

    /** The examples with from ≤ time &lt; to. */
    Slice slice(long from, long to) {
        List<double[]> picked = new ArrayList<>();
        boolean[] fraud = new boolean[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            if (times[i] >= from && times[i] < to) {
                fraud[picked.size()] = frauds[i];
                picked.add(rows.get(i));
            }
        }
        return new Slice(picked.toArray(new double[0][]), Arrays.copyOf(fraud, picked.size()), from, to);
    }

    /**
     * A stretch of time.
     *
     * @param rows features, in time order
     * @param fraud known as fraud
     * @param from first event time, inclusive
     * @param to last event time, exclusive
     */
    record Slice(double[][] rows, boolean[] fraud, long from, long to) {
        int frauds() {
            int frauds = 0;
            for (boolean f : fraud) {
                frauds += f ? 1 : 0;
            }
            return frauds;
        }
    }
}
