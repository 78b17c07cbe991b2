package io.weir.stream;

import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.WindowEvidence;
import io.weir.decision.BaseRateEvidence;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.ModelBundle;
import io.weir.decision.Outcome;
import io.weir.feature.Evidence;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.DecisionRecord;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** Behind the last entity: decides transactions, and makes outcomes of their labels. */
final class DecideProcessor implements Processor<byte[], Emission, byte[], Emission> {

    private static final String SLOT = "champion";
    private static final String WHOLE = "all";

    private final StreamParts parts;
    private final Patience patience;
    private ProcessorContext<byte[], Emission> context;
    private WindowStore<String, SeenTransaction> seen;
    private ReviewPrice price;
    private KeyValueStore<Long, byte[]> windows;
    private EvidenceWindows evidence;
    /** Of windows whose evidence was sent. */
    private Unflushed<EvidenceWindows.Kept> closed;

    @SuppressWarnings("NullAway.Init")
    DecideProcessor(StreamParts parts) {
        this.parts = parts;
        this.patience = parts.patience();
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        seen = context.getStateStore(StateStores.SEEN);
        price = new ReviewPrice(
                context.getStateStore(StateStores.SLOT_PRICE), parts.settings().partitions());
        windows = context.getStateStore(StateStores.EVIDENCE_WINDOWS);
        evidence = new EvidenceWindows(parts.settings().estimator().window());
        closed = parts.unflushed();
        try (KeyValueIterator<Long, byte[]> all = windows.all()) {
            all.forEachRemaining(entry -> evidence.restore(entry.key, entry.value));
        }
    }

    @Override
    public void process(Record<byte[], Emission> record) {
        if (record.value() instanceof Emission.ToHop hop) {
            if (hop.message() instanceof HopMessage.Observed observed) {
                decide(observed, record.timestamp());
            } else if (hop.message() instanceof HopMessage.Judged judged) {
                judge(judged, record.timestamp());
            } else if (hop.message() instanceof HopMessage.Passed passed) {
                close(passed, record.timestamp());
            }
        }
    }

    /** All that is earlier has been decided and judged: evidence of the windows that ended by then goes to the estimator. */
    private void close(HopMessage.Passed passed, long timestamp) {
        closed.settle(this::keep);
        var sent = evidence.passed(passed.timeMillis(), context.taskId().partition(), passed.idle());
        for (WindowEvidence window : sent) {
            context.forward(Emission.record(WHOLE, new Emission.Evidence(window), timestamp));
        }
        closed.add(evidence.closed());
        closed.settle(this::keep);
        if (!sent.isEmpty()) {
            context.commit();
        }
    }

    private void keep(List<EvidenceWindows.Kept> changes) {
        changes.forEach(change -> windows.put(change.key(), change.state()));
    }

    private void decide(HopMessage.Observed observed, long timestamp) {
        Transaction transaction = observed.transaction();
        SeenTransaction before = before(transaction);
        boolean decides = transaction.timeMillis() >= parts.settings().decideFromMillis();
        // Looked up once: another may be published in between, and evidence belongs to the one that decided.
        Decider champion = decides ? parts.published().championAt(transaction.timeMillis()) : null;
        Decision decision =
                champion == null ? null : decision(champion, transaction, new Evidence(observed.values()), before);
        if (decision != null) {
            emit(decision, observed.received(), timestamp);
        }
        if (before == null) {
            if (decision == null) {
                parts.metrics().warmedUp();
            } else {
                price.count(decision, parts.published().policyAt(transaction.timeMillis()));
            }
            remember(transaction, decision, champion == null ? null : champion.bundle());
        }
    }

    private void remember(Transaction transaction, @Nullable Decision decision, @Nullable ModelBundle bundle) {
        BaseRateEvidence counted =
                BaseRateEvidence.of(transaction, parts.settings().estimator().segments(), decision, bundle);
        counted.count(evidence, transaction, decision, bundle);
        keep(evidence.counted());
        seen.put(transaction.id(), SeenTransaction.of(transaction, decision, counted), transaction.timeMillis());
    }

    /** At least once a transaction comes again: what is known of its labels must stay, and the decision be the same. */
    private @Nullable SeenTransaction before(Transaction transaction) {
        return parts.settings().exactlyOnce() ? null : seen.fetch(transaction.id(), transaction.timeMillis());
    }

    private @Nullable String segmentOf(Transaction transaction) {
        return parts.settings().estimator().segments().of(transaction);
    }

    private Decision decision(
            Decider champion, Transaction transaction, Evidence known, @Nullable SeenTransaction before) {
        long time = transaction.timeMillis();
        Double slotPrice = before == null || before.decided() == null
                ? null
                : Double.valueOf(before.decided().slotPrice());
        return champion.decide(
                transaction,
                known,
                price.put(parts.published().policyAt(time), time, slotPrice),
                parts.published().baseRateAt(time, segmentOf(transaction)));
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
        } else if (known.label().isOlderThan(label)) {
            emit(known.outcome(judged), timestamp);
            known.evidence()
                    .count(
                            evidence,
                            label,
                            timestamp,
                            judged.eventTime(),
                            known.label().change(label));
            keep(evidence.counted());
            seen.put(label.transactionId(), known.judged(LabelInForce.of(label)), judged.eventTime());
        } else if (!parts.settings().exactlyOnce() && known.label().equals(LabelInForce.of(label))) {
            // A crash may have kept what is known here and lost the outcome.
            emit(known.outcome(judged), timestamp);
        }
    }

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

    private void emit(String account, String topic, byte @Nullable [] value, long timestamp) {
        context.forward(Emission.record(account, new Emission.ToTopic(topic, value), timestamp));
    }
}
