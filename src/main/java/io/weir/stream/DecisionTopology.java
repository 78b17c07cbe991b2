package io.weir.stream;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.WindowEvidence;
import io.weir.baserate.WorldReference;
import io.weir.decision.Decider;
import io.weir.decision.ModelBundle;
import io.weir.decision.Policy;
import io.weir.transaction.Nearest;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology: transactions and labels → account → each further entity of the catalogue, behind the last of which it is
 * decided → decisions, alerts, outcomes; evidence → base rate, which comes back as a global store
 * beside bundles, policies and the operator's commands. Dead letters leave from every hop. Names of entities have no hyphen, so that the names made of
 * them here clash with no other.
 */
final class DecisionTopology {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionTopology.class);
    private static final String SLOT = "champion";

    private final StreamParts parts;
    private final Topics topics;
    private final Function<byte[], ModelBundle> bundleReader;
    private final StreamsBuilder builder = new StreamsBuilder();

    DecisionTopology(StreamParts parts, Function<byte[], ModelBundle> bundleReader) {
        this.parts = parts;
        this.topics = parts.settings().topics();
        this.bundleReader = bundleReader;
    }

    Topology build(InstantSource clock) {
        global(StateStores.BUNDLES, topics.bundles(), this::takeBundle);
        global(StateStores.POLICIES, topics.policies(), this::takePolicy);
        global(StateStores.BASE_RATES, topics.baseRates(), this::takeBaseRate);
        global(StateStores.BASE_RATE_COMMANDS, topics.baseRateCommands(), this::takeCommand);

        KStream<byte[], Incoming> transactions = source("transactions", topics.transactions(), payments(clock));
        KStream<byte[], Incoming> labels = source("labels", topics.labels(), reports(clock));

        List<Hop> hops = Hop.of(parts.catalogue());
        KStream<byte[], Emission> account = observeAccount(hops.get(0), transactions, labels);
        KStream<byte[], Emission> last = account;
        for (Hop hop : hops.subList(1, hops.size())) {
            last = observe(hop, last, hop.index() == hops.size() - 1);
        }
        if (hops.size() == 1) {
            last = order(new OrderStage("decide", true, true), messages("to-decide", account));
        }
        KStream<byte[], Emission> decided = decide(last);
        leave("decided", decided);
        leave("from-base-rate", estimateBaseRate(decided));
        return builder.build();
    }

    private KStream<byte[], Emission> observeAccount(
            Hop hop, KStream<byte[], Incoming> transactions, KStream<byte[], Incoming> labels) {
        var retention = parts.settings().labelRetention();
        builder.addStateStore(StateStores.keyed(hop.store()));
        builder.addStateStore(StateStores.timed(StateStores.PASSED, PassedTransaction.serde(), retention));
        builder.addStateStore(StateStores.keyed(StateStores.EARLY_LABELS));
        String[] stores = {hop.store(), StateStores.PASSED, StateStores.EARLY_LABELS};
        KStream<byte[], Emission> observed =
                transactions.process(() -> new PaymentProcessor(parts), Named.as("observe-" + hop.name()), stores);
        KStream<byte[], Emission> matched =
                labels.process(() -> new LabelProcessor(parts), Named.as("match-label"), stores);
        KStream<byte[], Emission> both = observed.merge(matched, Named.as("account-emissions"));
        leave("from-" + hop.name(), both);
        return both.process(() -> new ProgressProcessor(parts), Named.as(hop.name() + "-progress"));
    }

    private KStream<byte[], Emission> estimateBaseRate(KStream<byte[], Emission> decided) {
        builder.addStateStore(StateStores.hot(StateStores.ESTIMATOR));
        return decided.flatMap(
                        (key, emission) -> emission instanceof Emission.Evidence evidence
                                ? List.of(KeyValue.pair(EvidenceWindows.WHOLE, evidence.window()))
                                : List.<KeyValue<String, WindowEvidence>>of(),
                        Named.as("evidence"))
                .repartition(Repartitioned.<String, WindowEvidence>as("base-rate-evidence")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(EvidenceCodec.serde())
                        .withNumberOfPartitions(1))
                .process(() -> new BaseRateProcessor(parts), Named.as("estimate-base-rate"), StateStores.ESTIMATOR);
    }

    private KStream<byte[], Emission> observe(Hop hop, KStream<byte[], Emission> before, boolean decides) {
        String name = hop.name();
        builder.addStateStore(StateStores.keyed(hop.store()));
        KStream<String, HopMessage> arrived = messages("to-" + name, before)
                .selectKey((key, message) -> hop.partitionKey(message), Named.as("key-by-" + name))
                .repartition(Repartitioned.<String, HopMessage>as(name)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(HopMessage.serde())
                        .withStreamPartitioner((topic, key, message, all) -> message.partitions(all))
                        .withNumberOfPartitions(parts.settings().partitions()));
        KStream<byte[], Emission> observed = order(new OrderStage(name, decides, false), arrived)
                .process(() -> new EntityProcessor(parts, hop), Named.as("observe-" + name), hop.store());
        leave("from-" + name, observed);
        return observed;
    }

    private static KStream<byte[], HopMessage> messages(String name, KStream<byte[], Emission> emissions) {
        return emissions.flatMapValues(
                emission -> emission instanceof Emission.ToHop hop ? List.of(hop.message()) : List.of(),
                Named.as(name));
    }

    private <K> KStream<byte[], Emission> order(OrderStage stage, KStream<K, HopMessage> arrived) {
        builder.addStateStore(StateStores.waiting(stage.heldStore()));
        builder.addStateStore(StateStores.hot(stage.progressStore()));
        return arrived.process(
                () -> new OrderProcessor<K>(parts, stage),
                Named.as(stage.processor()),
                stage.heldStore(),
                stage.progressStore());
    }

    private KStream<byte[], Emission> decide(KStream<byte[], Emission> observed) {
        var retention = parts.settings().labelRetention();
        builder.addStateStore(StateStores.timed(StateStores.SEEN, SeenTransaction.serde(), retention));
        boolean exactlyOnce = parts.settings().exactlyOnce();
        builder.addStateStore(StateStores.counts(StateStores.SLOT_PRICE, Serdes.String(), exactlyOnce));
        builder.addStateStore(StateStores.counts(StateStores.EVIDENCE_WINDOWS, Serdes.Long(), exactlyOnce));
        return observed.process(
                () -> new DecideProcessor(parts),
                Named.as("decide"),
                StateStores.SEEN,
                StateStores.SLOT_PRICE,
                StateStores.EVIDENCE_WINDOWS);
    }

    /** Writes what is meant for topics outside, each record to the topic that it names. */
    private void leave(String name, KStream<byte[], Emission> emissions) {
        emissions
                .process(LeavingProcessor::new, Named.as(name))
                .to(
                        (key, emission, context) -> ((Emission.ToTopic) emission).topic(),
                        Produced.with(Serdes.ByteArray(), Emission.outside()).withName(name + "-out"));
    }

    private KStream<byte[], Incoming> source(String name, String topic, Serde<Incoming> value) {
        KStream<byte[], Incoming> source = builder.stream(
                topic,
                Consumed.with(Serdes.ByteArray(), value)
                        .withTimestampExtractor(Incoming::timestamp)
                        .withName(name));
        if (!parts.settings().rekey()) {
            return source;
        }
        leave(name + "-unreadable", source.process(() -> new UnreadableProcessor(parts), Named.as(name + "-read")));
        return source.process(RekeyProcessor::new, Named.as(name + "-key-by-account"))
                .repartition(Repartitioned.<byte[], Incoming>as(name + "-by-account")
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(value)
                        .withNumberOfPartitions(parts.settings().partitions()));
    }

    private Serde<Incoming> payments(InstantSource clock) {
        return Incoming.payments(
                topics.transactions(),
                (topic, bytes) -> parts.patience().with(() -> parts.wire().readTransaction(topic, bytes)),
                clock,
                parts.settings().maxAhead());
    }

    private Serde<Incoming> reports(InstantSource clock) {
        return Incoming.reports(
                topics.labels(),
                (topic, bytes) -> parts.patience().with(() -> parts.wire().readLabel(topic, bytes)),
                clock,
                parts.settings().maxAhead());
    }

    private void global(String store, String topic, PublishedProcessor.Reader reader) {
        builder.addGlobalStore(
                StateStores.global(store),
                topic,
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("read-" + store),
                () -> new PublishedProcessor(store, topic, reader, parts));
    }

    /** The wire format has proved the content by its digest. */
    private void takeBundle(String key, byte @Nullable [] value) {
        if (value == null) {
            PublishedKey.of(key, SLOT).ifPresent(time -> parts.published().withdrawChampion(time));
            return;
        }
        PublishedBundle published = parts.wire().readBundle(topics.bundles(), value);
        if (!published.slot().equals(SLOT)) {
            return;
        }
        ModelBundle bundle = bundleReader.apply(published.content());
        if (!bundle.catalogue().spec().equals(parts.catalogue().spec())) {
            throw new IllegalArgumentException(
                    "bundle is of catalogue " + bundle.catalogue().id() + "; the stream keeps profiles of "
                            + parts.catalogue().id() + ", or of another form of it");
        }
        checkQueues(bundle.policy());
        checkSegments(bundle);
        parts.published().champion(published.effectiveFromMillis(), new Decider(bundle, published.version()));
        parts.metrics().champion(published.version());
    }

    /** No reason to refuse a bundle: everything goes by the whole then. But somebody meant something else. */
    private void checkSegments(ModelBundle bundle) {
        String attribute = parts.settings().estimator().segments().attribute();
        WorldReference reference = bundle.reference();
        if (attribute != null && reference != null && !reference.attributes().containsKey(attribute)) {
            LOG.warn(
                    "base-rate.segment-by is {}, of which the champion's calibration window knows nothing: no segment has an"
                            + " estimate of its own; {}it knows: {}",
                    attribute,
                    Nearest.hint(attribute, reference.attributes().keySet()),
                    reference.attributes().keySet());
        }
    }

    private void takePolicy(String key, byte @Nullable [] value) {
        String id = parts.settings().policyId();
        if (value == null) {
            PublishedKey.of(key, id).ifPresent(time -> parts.published().withdrawPolicy(time));
            return;
        }
        PublishedPolicy published = parts.wire().readPolicy(topics.policies(), value);
        if (published.policy().id().equals(id)) {
            checkQueues(published.policy());
            published.policy().rules().check(parts.catalogue().names());
            parts.published().policy(published);
        }
    }

    /** An alert for a queue without a topic could never be written. */
    private void checkQueues(Policy policy) {
        for (String queue : policy.queues()) {
            if (!parts.settings().queues().contains(queue)) {
                throw new IllegalArgumentException(
                        "policy " + policy.id() + " names queue " + queue + "; queues with a topic: "
                                + new TreeSet<>(parts.settings().queues()));
            }
        }
    }

    private void takeBaseRate(String key, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        var version = parts.wire().readBaseRate(topics.baseRates(), value);
        parts.published().baseRate(version);
        if (version.segment().equals(EvidenceWindows.WHOLE)) {
            parts.metrics().baseRate(version);
        }
    }

    private void takeCommand(String key, byte @Nullable [] value) {
        if (value == null) {
            PublishedKey.of(key, EvidenceWindows.WHOLE)
                    .ifPresent(time -> parts.published().withdrawCommand(time));
            return;
        }
        BaseRateCommand command = parts.wire().readBaseRateCommand(topics.baseRateCommands(), value);
        if (!command.segment().equals(EvidenceWindows.WHOLE)) {
            throw new IllegalArgumentException("command " + command.id() + " is for segment " + command.segment()
                    + "; allowed: " + EvidenceWindows.WHOLE + ", a command holds for the whole");
        }
        parts.published().command(command);
    }
}
