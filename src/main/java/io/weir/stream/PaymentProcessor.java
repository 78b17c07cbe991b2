package io.weir.stream;

import io.weir.feature.EntityProfile.Observation;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The account's hop: sets unusable records aside, observes the account and sends the transaction on, and after it any label that had come before it.
 */
final class PaymentProcessor implements Processor<byte[], Incoming, byte[], Emission> {

    private final StreamParts parts;
    private final List<Hop> hops;
    private ProcessorContext<byte[], Emission> context;
    private Profiles profiles;
    private WindowStore<String, PassedTransaction> passed;
    private EarlyLabels earlyLabels;
    private AccountLabels labels;

    @SuppressWarnings("NullAway.Init")
    PaymentProcessor(StreamParts parts) {
        this.parts = parts;
        this.hops = Hop.of(parts.catalogue());
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        profiles = Profiles.of(hops.get(0), context);
        passed = context.getStateStore(StateStores.PASSED);
        earlyLabels = EarlyLabels.of(parts, context);
        labels = new AccountLabels(parts, context);
        context.schedule(Duration.ofDays(1), PunctuationType.STREAM_TIME, this::setOrphansAside);
    }

    @Override
    public void process(Record<byte[], Incoming> record) {
        try {
            if (record.value() instanceof Incoming.Payment payment) {
                checkKey(record.key(), payment.transaction().account());
                observe(payment.transaction(), record.timestamp());
            } else if (record.value() instanceof Incoming.Unreadable unreadable) {
                throw unreadable.error();
            }
        } catch (InvalidRecordException e) {
            context.forward(parts.deadLetter(context, record, e));
        }
    }

    /** Refuses a key that is not the account: its profile would be split over partitions. */
    static void checkKey(byte[] key, String account) {
        if (key == null || !Arrays.equals(key, account.getBytes(StandardCharsets.UTF_8))) {
            String shown = key == null ? "null" : new String(key, StandardCharsets.UTF_8);
            throw new InvalidRecordException(
                    Reason.KEY_MISMATCH,
                    "record key is " + InvalidRecordException.shown(shown) + "; allowed: the account_id, "
                            + InvalidRecordException.shown(account) + "; or set decide.rekey: true");
        }
    }

    private void observe(Transaction transaction, long timestamp) {
        parts.published().policyAt(transaction.timeMillis()).checkCurrency(transaction);
        parts.pace().await(parts, transaction.timeMillis(), context.currentSystemTimeMs());
        Observation observation = profiles.observe(
                transaction.account(), transaction, parts.catalogue().start(transaction));
        switch (observation.arrival()) {
            case NEW -> {
                if (isForgotten(transaction, observation)) {
                    again(transaction, observation, timestamp);
                } else {
                    profiles.keep(transaction.account(), observation);
                    send(transaction, observation, timestamp, false);
                }
            }
            case REDELIVERED -> {
                checkWay(transaction);
                again(transaction, observation, timestamp);
            }
            case CONFLICTING -> throw conflict(transaction);
        }
    }

    /** At least once it goes on: a crash may have kept what is known here and lost what was sent. */
    private void again(Transaction transaction, Observation observation, long timestamp) {
        parts.metrics().duplicate();
        if (!parts.settings().exactlyOnce()) {
            send(transaction, observation, timestamp, true);
        }
    }

    /** A redelivery that the profile does not know any more: too late, or of an account with very many since. */
    private boolean isForgotten(Transaction transaction, Observation observation) {
        return !profiles.remembers(observation, transaction)
                && passed.fetch(transaction.id(), transaction.timeMillis()) != null;
    }

    private void checkWay(Transaction transaction) {
        PassedTransaction before = passed.fetch(transaction.id(), transaction.timeMillis());
        if (before != null && !before.wentWhere(PassedTransaction.of(transaction, hops))) {
            throw conflict(transaction);
        }
    }

    static InvalidRecordException conflict(Transaction transaction) {
        return new InvalidRecordException(
                Reason.CONFLICTING_DUPLICATE,
                "transaction_id " + InvalidRecordException.shown(transaction.id())
                        + " came before with another account, merchant, entity, event time or amount; allowed: an id once");
    }

    private void send(Transaction transaction, Observation observation, long timestamp, boolean again) {
        PassedTransaction known = remember(transaction);
        HopMessage observed =
                new HopMessage.Observed(transaction, context.currentSystemTimeMs(), observation.values(), again);
        forward(transaction, new Emission.ToHop(observed), timestamp);
        List<Label> early = earlyLabels.of(transaction.id());
        for (Label label : early) {
            known = labels.judge(label, known, transaction.timeMillis(), timestamp);
        }
        if (!early.isEmpty()) {
            earlyLabels.matched(transaction.id());
        }
    }

    /** At least once a transaction comes again, and what is known of its labels must stay. */
    private PassedTransaction remember(Transaction transaction) {
        PassedTransaction before =
                parts.settings().exactlyOnce() ? null : passed.fetch(transaction.id(), transaction.timeMillis());
        if (before != null) {
            return before;
        }
        PassedTransaction first = PassedTransaction.of(transaction, hops);
        passed.put(transaction.id(), first, transaction.timeMillis());
        return first;
    }

    private void forward(Transaction transaction, Emission emission, long timestamp) {
        context.forward(Emission.record(transaction.account(), emission, timestamp));
    }

    private void setOrphansAside(long streamTime) {
        long oldest = streamTime - parts.settings().labelRetention().toMillis();
        for (Label label : earlyLabels.takeReportedBefore(oldest)) {
            context.forward(parts.orphan(label, streamTime));
        }
    }
}
