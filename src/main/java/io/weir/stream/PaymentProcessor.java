package io.weir.stream;

import io.weir.feature.EntityProfile;
import io.weir.feature.EntityProfile.Observation;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The account's hop: sets unusable records aside, observes the account, sends the transaction on to its merchant, and with
 * it any label that had come before it.
 */
final class PaymentProcessor implements Processor<byte[], Incoming, byte[], Emission> {

    private static final long LATE = Duration.ofDays(1).toMillis();

    private final StreamParts parts;
    private final EntityProfile profile;
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<String, byte[]> profiles;
    private WindowStore<String, String> merchantOf;
    private EarlyLabels earlyLabels;

    @SuppressWarnings("NullAway.Init")
    PaymentProcessor(StreamParts parts) {
        this.parts = parts;
        this.profile = parts.catalogue().profiles().get(0);
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        profiles = context.getStateStore(StateStores.ACCOUNT_PROFILES);
        merchantOf = context.getStateStore(StateStores.MERCHANT_OF);
        earlyLabels = new EarlyLabels(context.getStateStore(StateStores.EARLY_LABELS));
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
        Observation observation = profile.observe(
                profiles.get(transaction.account()),
                transaction,
                parts.catalogue().start(transaction));
        switch (observation.arrival()) {
            case NEW -> {
                if (isForgotten(transaction)) {
                    parts.metrics().duplicate();
                } else {
                    profiles.put(transaction.account(), observation.state());
                    send(transaction, observation, timestamp);
                }
            }
            case REDELIVERED -> {
                checkMerchant(transaction);
                parts.metrics().duplicate();
                if (!parts.settings().exactlyOnce()) {
                    send(transaction, observation, timestamp);
                }
            }
            case CONFLICTING -> throw conflict(transaction);
        }
    }

    /** A redelivery so late that the profile has forgotten the transaction. */
    private boolean isForgotten(Transaction transaction) {
        return context.currentStreamTimeMs() - transaction.timeMillis() > LATE
                && merchantOf.fetch(transaction.id(), transaction.timeMillis()) != null;
    }

    private void checkMerchant(Transaction transaction) {
        String merchant = merchantOf.fetch(transaction.id(), transaction.timeMillis());
        if (merchant != null && !merchant.equals(transaction.merchant())) {
            throw conflict(transaction);
        }
    }

    static InvalidRecordException conflict(Transaction transaction) {
        return new InvalidRecordException(
                Reason.CONFLICTING_DUPLICATE,
                "transaction_id " + InvalidRecordException.shown(transaction.id())
                        + " came before with another account, merchant, event time or amount; allowed: an id once");
    }

    /** Again for a redelivery at least once: a crash may have kept the profile and lost what belongs to it. */
    private void send(Transaction transaction, Observation observation, long timestamp) {
        merchantOf.put(transaction.id(), transaction.merchant(), transaction.timeMillis());
        long received = context.currentSystemTimeMs();
        forward(new HopMessage.Observed(transaction, received, observation.values()), timestamp);
        for (Label label : earlyLabels.take(transaction.id())) {
            forward(new HopMessage.Judged(label, transaction.merchant(), transaction.timeMillis()), timestamp);
        }
    }

    private void forward(HopMessage message, long timestamp) {
        context.forward(Emission.record(message.merchant(), new Emission.ToMerchant(message), timestamp));
    }

    private void setOrphansAside(long streamTime) {
        long oldest = streamTime - parts.settings().labelRetention().toMillis();
        for (Label label : earlyLabels.takeReportedBefore(oldest)) {
            context.forward(parts.orphan(label, streamTime));
        }
    }
}
