package io.weir.stream;

import io.weir.baserate.OpenWindow;
import io.weir.baserate.WindowEvidence;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Outcome;
import io.weir.feature.EntityProfile;
import io.weir.feature.EntityProfile.Arrival;
import io.weir.feature.EntityProfile.Observation;
import io.weir.feature.Evidence;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.DecisionRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's hop: observes the merchant and decides; takes labels in and makes outcomes; counts evidence for the base
 * rate, window by window.
 */
final class MerchantProcessor implements Processor<String, HopMessage, byte[], Emission> {

    private static final String SLOT = "champion";
    private static final String WHOLE = "all";

    private final StreamParts parts;
    private final Patience patience;
    private final EntityProfile profile;
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<String, byte[]> profiles;
    private WindowStore<String, SeenTransaction> seen;
    private KeyValueStore<String, byte[]> windows;
    private OpenWindow window;

    @SuppressWarnings("NullAway.Init")
    MerchantProcessor(StreamParts parts) {
        this.parts = parts;
        this.patience = parts.patience();
        this.profile = parts.catalogue().profiles().get(1);
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        profiles = context.getStateStore(StateStores.MERCHANT_PROFILES);
        seen = context.getStateStore(StateStores.SEEN);
        windows = context.getStateStore(StateStores.OPEN_WINDOW);
        window = new OpenWindow(parts.settings().estimator().window(), windows.get(WHOLE));
    }

    @Override
    public void process(Record<String, HopMessage> record) {
        closeWindow(record.timestamp());
        if (record.value() instanceof HopMessage.Observed observed) {
            observe(observed, record.timestamp());
        } else if (record.value() instanceof HopMessage.Judged judged) {
            judge(judged, record.timestamp());
        }
        windows.put(WHOLE, window.toBytes());
    }

    private void observe(HopMessage.Observed observed, long timestamp) {
        Transaction transaction = observed.transaction();
        Observation observation = profile.observe(profiles.get(transaction.merchant()), transaction, observed.values());
        // The account's hop has let each id of an account through once: here it came from another account.
        boolean again =
                observation.arrival() == Arrival.REDELIVERED && parts.settings().exactlyOnce();
        if (again || observation.arrival() == Arrival.CONFLICTING) {
            setAside(transaction, timestamp);
            return;
        }
        boolean decides = transaction.timeMillis() >= parts.settings().decideFromMillis();
        Decision decision = decides ? decide(observed.transaction(), observation) : null;
        if (decision != null) {
            emit(decision, observed.received(), timestamp);
        }
        if (observation.arrival() == Arrival.NEW) {
            if (!decides) {
                parts.metrics().warmedUp();
            }
            profiles.put(transaction.merchant(), observation.state());
            window.count(transaction.timeMillis(), 1, 0);
        }
        if (observation.arrival() == Arrival.NEW || seen.fetch(transaction.id(), transaction.timeMillis()) == null) {
            seen.put(transaction.id(), SeenTransaction.of(transaction, decision), transaction.timeMillis());
        }
    }

    private Decision decide(Transaction transaction, Observation observation) {
        long time = transaction.timeMillis();
        Decider champion = parts.published().championAt(time);
        return champion.decide(
                transaction,
                new Evidence(observation.values()),
                parts.published().policyAt(time),
                parts.published().baseRateAt(time));
    }

    private void emit(Decision decision, long received, long timestamp) {
        long decided = context.currentSystemTimeMs();
        DecisionRecord record = new DecisionRecord(decision, SLOT, received, decided);
        String account = decision.transaction().account();
        Topics topics = parts.settings().topics();
        emit(
                account,
                topics.decisions(),
                patience.with(() -> parts.wire().decision(topics.decisions(), record)),
                timestamp);
        String queue = decision.queue();
        if (queue != null) {
            String topic = topics.alerts(queue);
            emit(account, topic, patience.with(() -> parts.wire().alert(topic, queue, record)), timestamp);
            parts.metrics().alert(queue);
        }
        parts.metrics().decided(decision, received, decided);
    }

    private void judge(HopMessage.Judged judged, long timestamp) {
        Label label = judged.label();
        SeenTransaction known = seen.fetch(label.transactionId(), judged.eventTime());
        if (known == null) {
            context.forward(parts.orphan(label, timestamp));
            return;
        }
        if (!known.isNews(label)) {
            parts.metrics().staleLabel();
            return;
        }
        emit(known.outcome(judged), timestamp);
        byte[] state = profile.report(profiles.get(judged.merchant()), label, judged.eventTime());
        profiles.put(judged.merchant(), state);
        window.count(judged.eventTime(), 0, known.change(label));
        seen.put(label.transactionId(), known.judged(label), judged.eventTime());
    }

    /** Before the label is taken for known: when writing fails, all of it is tried again. */
    private void emit(@Nullable Outcome outcome, long timestamp) {
        if (outcome != null) {
            String topic = parts.settings().topics().outcomes();
            emit(
                    outcome.label().account(),
                    topic,
                    patience.with(() -> parts.wire().outcome(topic, outcome)),
                    timestamp);
        }
    }

    private void closeWindow(long time) {
        WindowEvidence evidence = window.advance(time, context.taskId().partition());
        if (evidence != null) {
            context.forward(Emission.record(WHOLE, new Emission.ToEstimator(evidence), time));
        }
    }

    /** The id came to this merchant before from another account. */
    private void setAside(Transaction transaction, long timestamp) {
        String topic = parts.settings().topics().transactions();
        byte[] value = patience.with(() -> parts.wire().transaction(topic, transaction));
        byte[] key = transaction.account().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var error = PaymentProcessor.conflict(transaction);
        parts.metrics().deadLetter(error.reason());
        DeadLetterHeaders headers = new DeadLetterHeaders(error.reason().name(), error.getMessage());
        context.forward(Emission.deadLetter(parts.settings().topics().deadLetters(), key, value, headers, timestamp));
    }

    private void emit(String account, String topic, byte @Nullable [] value, long timestamp) {
        context.forward(Emission.record(account, new Emission.ToTopic(topic, value), timestamp));
    }
}
