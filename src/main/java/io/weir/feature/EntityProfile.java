package io.weir.feature;

import io.weir.feature.Measure.Moment;
import io.weir.transaction.IdHash;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Point-in-time features of one kind of entity (accounts, devices, merchants), computed from packed state that the caller
 * keeps.
 *
 * <p>Read, then count: {@link #observe} returns what holds at the transaction and the state with it counted; there is no way
 * to ask in the other order. Windows are exact sliding windows of event time. A redelivered transaction gets the features it
 * got the first time and changes nothing, as long as it lies within a day of the newest; a late one gets features as of its
 * own time. State reaches back as far as the longest window plus that day.
 *
 * <p>An entity's newest {@value EntityLog#MAX_PAYMENTS} payments are kept as they are; of a busier one the older payments are
 * folded into buckets of event time ({@link BucketWidths}), and a window that reaches so far back is answered approximately,
 * as if either end had moved by at most ε·w: ε is 1/32 or 1/16 for usual catalogues, w the window's length, or an eighth of
 * its delay where that is more; 4L is added to it for a transaction that is late by L.
 *
 * <ul>
 *   <li>Counts, and sums of what is not negative, lie between those of the shorter and of the longer window: the bucket at
 *       either end counts pro rata. Means and deviations follow from them. A maximum is that of the window or one of the
 *       longer one. Times since the latest are off by at most ε·w.
 *   <li>Different keys: those of the exact payments, and of the others a {@link KeySketch}, with a standard error of 9 % of
 *       all, of the longer window.
 *   <li>Frauds are exact, except those whose reports are past the newest {@value EntityLog#MAX_REPORTS}: these count like
 *       payments, from whatever time, and cannot be cleared any more.
 *   <li>Aggregates with {@code same} see the exact payments and no others.
 * </ul>
 *
 * <p>The ids of folded payments are forgotten: delivered again such a payment counts as new, so the caller has to know it by
 * other means. One that is still exact gets the features it got the first time, except that windows which reach into the
 * buckets may differ by as much as they are off.
 */
public final class EntityProfile {

    private static final long LATENESS = Duration.ofDays(1).toMillis();

    private final String name;
    private final Key key;
    private final List<Step> steps;
    private final int[] numberSlots;
    private final List<Key> keys;
    private final boolean readsReports;
    private final long reach;
    private final BucketWidths widths;

    /**
     * @param steps aggregates of this entity and what is derived from them, in order
     * @param numberSlots where the numbers are that a payment is remembered with
     * @param keys what else it is remembered with
     */
    EntityProfile(String name, Key key, List<Step> steps, int[] numberSlots, List<Key> keys) {
        this.name = name;
        this.key = key;
        this.steps = List.copyOf(steps);
        this.numberSlots = numberSlots;
        this.keys = List.copyOf(keys);
        long longest = 0;
        boolean reads = false;
        List<Measure> measures = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Measured measured) {
                Measure measure = measured.measure();
                measures.add(measure);
                longest = Math.max(longest, measure.window() + measure.delay());
                reads |= measure.readsReports();
            }
        }
        readsReports = reads;
        reach = longest + LATENESS;
        widths = BucketWidths.of(measures, reach);
    }

    /** How a transaction relates to the state. */
    public enum Arrival {
        /** Seen for the first time, and counted. */
        NEW,
        /** Seen before: same features as then, state unchanged. */
        REDELIVERED,
        /** The id was seen before with another time or amount: nothing was counted. */
        CONFLICTING
    }

    /**
     * Result of {@link #observe}.
     *
     * @param values those given, with this entity's filled in
     * @param state to keep from now on
     * @param arrival how the transaction relates to the state before
     */
    public record Observation(double[] values, byte[] state, Arrival arrival) {}

    /** Name of the entity in the catalogue. */
    public String name() {
        return name;
    }

    /** Identifies the transaction's entity; null when it has none: then its values stay missing. */
    public @Nullable String keyOf(Transaction transaction) {
        return key.of(transaction);
    }

    /**
     * False when a transaction of this time could have been counted and its id be forgotten since: it is older than the
     * state reaches back, or as old as what was folded into buckets.
     */
    public boolean remembers(byte @Nullable [] state, long timeMillis) {
        EntityLog log = log(state);
        boolean folded = log.hasBuckets() && (log.payments() == 0 || timeMillis <= log.time(0));
        return !folded && timeMillis > log.newest(Long.MIN_VALUE + reach) - reach;
    }

    /**
     * False when a label of a transaction of this time could have been counted and folded since: there are many, and it is
     * older than those that are kept as they are.
     */
    public boolean remembersReports(byte @Nullable [] state, long eventTimeMillis) {
        EntityLog log = log(state);
        if (log.reports() < EntityLog.MAX_REPORTS / 2) {
            return true;
        }
        long oldest = Long.MAX_VALUE;
        for (int r = 0; r < log.reports(); r++) {
            oldest = Math.min(oldest, log.judgedTime(r));
        }
        return eventTimeMillis >= oldest;
    }

    /**
     * Features of a transaction and the state with it counted.
     *
     * @param state null for an entity never seen
     * @param values from {@link FeatureCatalogue#start} or the entity before; left as they are
     */
    public Observation observe(byte @Nullable [] state, Transaction transaction, double[] values) {
        EntityLog log = log(state);
        long id = IdHash.of(transaction.id());
        int known = log.indexOf(id);
        double[] filled = values.clone();
        int limit = known < 0 ? log.next() : log.sequence(known);
        Moment moment = moment(log, transaction, limit);
        for (Step step : steps) {
            step.fill(filled, log, moment, numberSlots);
        }
        if (known >= 0) {
            boolean same =
                    log.time(known) == transaction.timeMillis() && log.amount(known) == transaction.amountMinor();
            return new Observation(filled, log.bytes(), same ? Arrival.REDELIVERED : Arrival.CONFLICTING);
        }
        float[] numbers = moment.numbers();
        for (int i = 0; i < numberSlots.length; i++) {
            numbers[i] = Measure.kept(filled[numberSlots[i]]);
        }
        long cut = log.newest(transaction.timeMillis()) - reach;
        byte[] next = new LogUpdate(log)
                .withPayment(
                        transaction.timeMillis(), id, transaction.amountMinor(), numbers, moment.keys(), cut, widths);
        return new Observation(filled, next, Arrival.NEW);
    }

    /**
     * State with a label counted, from the time it became known. The same label again changes nothing; of several, the one
     * reported last holds. A label that clears what was never reported as fraud says nothing new. Of an entity with more than a
     * thousand reports the oldest are folded: such a label again would count again, which the caller has to prevent.
     *
     * @param eventTimeMillis event time of the transaction that the label judges
     */
    public byte[] report(byte @Nullable [] state, Label label, long eventTimeMillis) {
        EntityLog log = log(state);
        long id = IdHash.of(label.transactionId());
        long cut = log.newest(Long.MIN_VALUE + reach) - reach;
        boolean news = label.fraud();
        for (int r = 0; r < log.reports(); r++) {
            if (log.reportedId(r) == id) {
                news |= log.isFraud(r);
                if (log.isFraud(r) == label.fraud() && log.known(r) == label.reportedMillis()) {
                    return log.bytes();
                }
            }
        }
        if (!news || !readsReports || eventTimeMillis <= cut) {
            return log.bytes();
        }
        byte kind = label.fraud() ? EntityLog.FRAUD : EntityLog.CLEARED;
        return new LogUpdate(log).withReport(kind, label.reportedMillis(), id, eventTimeMillis);
    }

    private EntityLog log(byte @Nullable [] state) {
        return EntityLog.of(state, numberSlots.length, keys.size());
    }

    private Moment moment(EntityLog log, Transaction transaction, int limit) {
        int[] hashes = new int[keys.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = keys.get(i).hash(transaction);
        }
        return new Moment(
                transaction.timeMillis(),
                limit,
                transaction.amountMinor(),
                transaction.unit(),
                new float[numberSlots.length],
                hashes,
                readsReports ? Verdicts.frauds(log, transaction.timeMillis(), limit) : new int[0],
                new PastWindows(log));
    }
}
