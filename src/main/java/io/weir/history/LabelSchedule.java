package io.weir.history;

import io.weir.transaction.IdOrder;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Payments and the reports of their labels as one sequence in time order, as a stream would have seen them: a report at
 * its reported time, reports before payments at equal times, reports of one millisecond by the ids of their payments ({@link
 * IdOrder}); a report never comes before its own payment. Memory holds only the labels that are on their way.
 *
 * <p>The payments must come in time order. One that comes late (see {@link OrderedReader#outOfOrder}) is passed on
 * where it stands, and holds nothing up.
 */
public final class LabelSchedule implements Iterator<Event> {

    /** Which labels are reported. */
    public enum Labels {
        /** As in life: what is never disputed is never reported. */
        FRAUDS,
        /** Legitimate ones too. */
        ALL
    }

    private record Pending(Label label, long number) {}

    private final Iterator<LabelledTransaction> payments;
    private final Labels labels;
    private final long untilMillis;
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(
            Comparator.comparingLong((Pending p) -> p.label().reportedMillis())
                    .thenComparing(p -> p.label().transactionId(), IdOrder.SHORTLEX)
                    .thenComparingLong(Pending::number));
    private @Nullable LabelledTransaction payment;
    private @Nullable Event next;
    private long numbered;

    /** Frauds only, to the last report. */
    public LabelSchedule(Iterator<LabelledTransaction> payments) {
        this(payments, Labels.FRAUDS, Long.MAX_VALUE);
    }

    /**
     * With a choice of labels and an end.
     *
     * @param untilMillis the sequence ends before the first event later than this; epoch milliseconds
     */
    public LabelSchedule(Iterator<LabelledTransaction> payments, Labels labels, long untilMillis) {
        this.payments = payments;
        this.labels = labels;
        this.untilMillis = untilMillis;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = find();
        }
        return next != null && next.timeMillis() <= untilMillis;
    }

    @Override
    public Event next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("no more events");
        }
        Event event = next;
        next = null;
        return event;
    }

    private @Nullable Event find() {
        if (payment == null && payments.hasNext()) {
            payment = payments.next();
        }
        Pending first = pending.peek();
        LabelledTransaction current = payment;
        if (first != null
                && (current == null
                        || first.label().reportedMillis()
                                <= current.transaction().timeMillis())) {
            pending.remove();
            return new Event.Report(first.label());
        }
        if (current == null) {
            return null;
        }
        payment = null;
        Label label = current.label();
        if (label != null && (label.fraud() || labels == Labels.ALL)) {
            pending.add(new Pending(label, numbered++));
        }
        return new Event.Payment(current.transaction());
    }
}
