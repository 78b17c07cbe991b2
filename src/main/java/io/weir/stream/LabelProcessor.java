package io.weir.stream;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The account's hop of a label: finds the transaction that it judges and sends it after that one; keeps it when it came
 * before the transaction.
 */
final class LabelProcessor implements Processor<byte[], Incoming, byte[], Emission> {

    private final StreamParts parts;
    private ProcessorContext<byte[], Emission> context;
    private WindowStore<String, PassedTransaction> passed;
    private EarlyLabels earlyLabels;
    private AccountLabels labels;

    @SuppressWarnings("NullAway.Init")
    LabelProcessor(StreamParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        passed = context.getStateStore(StateStores.PASSED);
        earlyLabels = EarlyLabels.of(parts, context);
        labels = new AccountLabels(parts, context);
    }

    @Override
    public void process(Record<byte[], Incoming> record) {
        try {
            if (record.value() instanceof Incoming.Report report) {
                PaymentProcessor.checkKey(record.key(), report.label().account());
                match(report.label(), record.timestamp());
            } else if (record.value() instanceof Incoming.Unreadable unreadable) {
                throw unreadable.error();
            }
        } catch (InvalidRecordException e) {
            context.forward(parts.deadLetter(context, record, e));
        }
    }

    private void match(Label label, long timestamp) {
        KeyValue<Long, PassedTransaction> found = find(label);
        if (found != null) {
            labels.judge(label, found.value, found.key, timestamp);
        } else if (!earlyLabels.keep(label)) {
            throw new InvalidRecordException(
                    Reason.NO_TRANSACTION,
                    "transaction_id " + InvalidRecordException.shown(label.transactionId())
                            + " of the label has not come, and " + EarlyLabels.MOST
                            + " labels of it wait already; allowed: no more before the transaction");
        }
    }

    /** Event time of the transaction and what is remembered of it; null when it has not come. */
    private @Nullable KeyValue<Long, PassedTransaction> find(Label label) {
        try (WindowStoreIterator<PassedTransaction> all = passed.fetch(label.transactionId(), 0, Long.MAX_VALUE)) {
            return all.hasNext() ? all.next() : null;
        }
    }
}
