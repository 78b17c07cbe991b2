package io.weir.feature;

import io.weir.transaction.IdHash;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Point-in-time features of one kind of entity (accounts, merchants), computed from packed state that the caller keeps.
 *
 * <p>Read, then count: {@link #observe} returns what holds at the transaction, itself included, and the state with it
 * counted; there is no way to ask in the other order. Windows are exact sliding windows of event time. A redelivered
 * transaction gets the features it got the first time and changes nothing, as long as it lies within a day of the newest; a
 * late one gets features as of its own time. State reaches back as far as the longest window plus that day, and holds at most
 * {@value EntityLog#MAX_ENTRIES} entries: a busier entity's windows are shorter than their names say.
 */
public final class EntityProfile {

    private static final long LATENESS = Duration.ofDays(1).toMillis();

    private final List<Aggregate> aggregates;
    private final long reach;

    EntityProfile(List<Aggregate> aggregates) {
        this.aggregates = List.copyOf(aggregates);
        this.reach = aggregates.stream().mapToLong(Aggregate::reachMillis).max().orElse(0) + LATENESS;
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
     * @param values one for each aggregate, in order; amounts in minor units
     * @param state to keep from now on
     * @param arrival how the transaction relates to the state before
     */
    public record Observation(double[] values, byte[] state, Arrival arrival) {}

    /** Features of a transaction and the state with it counted; {@code state} null is an entity never seen. */
    public Observation observe(byte @Nullable [] state, Transaction transaction) {
        EntityLog log = EntityLog.of(state);
        long id = IdHash.of(transaction.id());
        long time = transaction.timeMillis();
        int known = log.indexOfPayment(id);
        if (known < 0) {
            byte[] next = log.append(EntityLog.PAYMENT, time, id, transaction.amountMinor(), log.newest(time) - reach);
            return new Observation(values(log, log.size(), transaction), next, Arrival.NEW);
        }
        boolean same = log.time(known) == time && log.value(known) == transaction.amountMinor();
        return new Observation(
                values(log, known, transaction), log.bytes(), same ? Arrival.REDELIVERED : Arrival.CONFLICTING);
    }

    /**
     * State with a label counted, from the time it became known. The same label again changes nothing; of several, the one
     * reported last holds.
     *
     * @param eventTimeMillis event time of the transaction that the label judges
     */
    public byte[] report(byte @Nullable [] state, Label label, long eventTimeMillis) {
        EntityLog log = EntityLog.of(state);
        long id = IdHash.of(label.transactionId());
        byte kind = label.fraud() ? EntityLog.FRAUD : EntityLog.CLEARED;
        long cut = log.newest(Long.MIN_VALUE + reach) - reach;
        if (eventTimeMillis <= cut || log.holdsReport(kind, label.reportedMillis(), id)) {
            return log.bytes();
        }
        return log.append(kind, label.reportedMillis(), id, eventTimeMillis, cut);
    }

    /** Names of the values, in order. */
    List<String> names() {
        return aggregates.stream().map(Aggregate::name).toList();
    }

    private double[] values(EntityLog log, int before, Transaction transaction) {
        double[] values = new double[aggregates.size()];
        for (int a = 0; a < values.length; a++) {
            values[a] = value(aggregates.get(a), log, before, transaction);
        }
        return values;
    }

    private static double value(Aggregate aggregate, EntityLog log, int before, Transaction transaction) {
        long now = transaction.timeMillis();
        long end = now - aggregate.delay().toMillis();
        long start = end - aggregate.window().toMillis();
        boolean itself = end == now;
        long count = itself ? 1 : 0;
        long sum = itself ? transaction.amountMinor() : 0;
        long frauds = 0;
        for (int i = 0; i < before; i++) {
            long time = log.eventTime(i);
            if (time > start && time <= end) {
                switch (log.kind(i)) {
                    case EntityLog.PAYMENT -> {
                        count++;
                        sum += log.value(i);
                    }
                    case EntityLog.FRAUD -> frauds += holds(log, i, before, now) ? 1 : 0;
                    default -> {}
                }
            }
        }
        return switch (aggregate.kind()) {
            case COUNT -> count;
            case MEAN_AMOUNT -> count == 0 ? Double.NaN : (double) sum / count;
            case FRAUD_RATE -> count == 0 ? 0 : (double) frauds / count;
        };
    }

    /** True when a report was known by then and no other of the same transaction known by then was reported later. */
    private static boolean holds(EntityLog log, int report, int before, long now) {
        long known = log.time(report);
        if (known > now) {
            return false;
        }
        for (int i = 0; i < before; i++) {
            boolean other = i != report && log.kind(i) != EntityLog.PAYMENT && log.id(i) == log.id(report);
            if (other && log.time(i) <= now && (log.time(i) > known || (log.time(i) == known && i > report))) {
                return false;
            }
        }
        return true;
    }
}
