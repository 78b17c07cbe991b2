package io.weir.history;

import io.weir.transaction.Label;
import io.weir.transaction.Transaction;

/** What happened at a moment of event time: a payment, or the report of what a payment was. */
public sealed interface Event {

    /** Event time of a payment, reported time of a label; epoch milliseconds, UTC. */
    long timeMillis();

    /** A payment that asks for a decision. */
    record Payment(Transaction transaction) implements Event {
        @Override
        public long timeMillis() {
            return transaction.timeMillis();
        }
    }

    /** A label that becomes known. */
    record Report(Label label) implements Event {
        @Override
        public long timeMillis() {
            return label.reportedMillis();
        }
    }
}
