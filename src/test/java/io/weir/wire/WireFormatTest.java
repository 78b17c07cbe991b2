package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.weir.decision.Explanation;
import io.weir.transaction.IdHash;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Transaction;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WireFormatTest extends StubbedWire {

    private static final String TOPIC = "transactions";

    @Test
    void records_ofEveryKind_comeBackAsTheyWere() {
        same(wire.readTransaction(TOPIC, wire.transaction(TOPIC, Samples.TRANSACTION)), Samples.TRANSACTION);
        same(wire.readLabel("labels", wire.label("labels", Samples.LABEL)), Samples.LABEL);
        same(wire.readDecision("decisions", wire.decision("decisions", Samples.DECISION)), Samples.DECISION);
        same(wire.readDecision("decisions", wire.decision("decisions", Samples.HELD_BACK)), Samples.HELD_BACK);
        same(
                wire.readAlert("alerts.review", wire.alert("alerts.review", "review", Samples.DECISION)),
                new AlertRecord(
                        "review",
                        Samples.DECISION.decision().valueAtStake(),
                        Samples.DECISION,
                        Explanation.of(Samples.DECISION.decision())));
        same(wire.readOutcome("outcomes", wire.outcome("outcomes", Samples.OUTCOME)), Samples.OUTCOME);
        same(wire.readBaseRate("base-rates", wire.baseRate("base-rates", Samples.BASE_RATE)), Samples.BASE_RATE);
        String commands = "base-rate-commands";
        same(wire.readBaseRateCommand(commands, wire.baseRateCommand(commands, Samples.COMMAND)), Samples.COMMAND);
        same(wire.readBaseRateCommand(commands, wire.baseRateCommand(commands, Samples.RESUME)), Samples.RESUME);
        same(wire.readBundle("bundles", wire.bundle("bundles", Samples.BUNDLE)), Samples.BUNDLE);
        same(wire.readPolicy("policies", wire.policy("policies", Samples.POLICY)), Samples.POLICY);
    }

    private static void same(Object actual, Object expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(expected);
    }

    @Test
    void bytes_ofARecord_areFramedAndTheSameForAnyOrderOfAttributes() {
        Map<String, Double> many = Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0);
        byte[] bytes = wire.transaction(TOPIC, with(many));

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(new String(bytes, 5, bytes.length - 5, StandardCharsets.ISO_8859_1))
                .containsSubsequence("a", "b", "c", "d");
        assertThat(wire.readTransaction(TOPIC, bytes).numeric()).isEqualTo(many);
    }

    private static Transaction with(Map<String, Double> numeric) {
        Transaction sample = Samples.TRANSACTION;
        return new Transaction(
                sample.id(),
                sample.account(),
                sample.merchant(),
                sample.timeMillis(),
                sample.amountMinor(),
                sample.currency(),
                numeric,
                Map.of());
    }

    @Test
    void steadyState_afterTheFirstRecord_needsNoRegistryEvenFromManyThreads() throws Exception {
        wire.readTransaction(TOPIC, wire.transaction(TOPIC, Samples.TRANSACTION));
        int asked = registry.requests.size();
        registry.fail(503, "");

        Callable<Integer> work = () -> {
            for (int i = 0; i < 2_000; i++) {
                assertThat(wire.readTransaction(TOPIC, wire.transaction(TOPIC, Samples.TRANSACTION)))
                        .isEqualTo(Samples.TRANSACTION);
            }
            return 1;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (Future<Integer> done : threads.invokeAll(List.of(work, work, work, work))) {
            assertThat(done.get()).isOne();
        }
        threads.shutdown();
        assertThat(registry.requests)
                .hasSize(asked)
                .containsExactly("POST /subjects/transactions-value/versions", "GET /schemas/ids/1");
    }

    @Test
    void value_thatIsNoFrame_isUnreadable() {
        refused(Reason.UNREADABLE, () -> wire.readLabel("labels", null));
        refused(Reason.UNREADABLE, () -> wire.readLabel("labels", new byte[0]));
        refused(Reason.UNREADABLE, () -> wire.readLabel("labels", new byte[] {0, 0, 0, 1}));
        refused(
                Reason.UNREADABLE,
                () -> wire.readLabel("labels", "{\"fraud\": true}".getBytes(StandardCharsets.UTF_8)));
        assertThat(registry.requests).isEmpty();
    }

    @Test
    void record_cutShortOrContinued_isUnreadableAndTheNextGoodOneIsRead() {
        byte[] good = wire.decision("decisions", Samples.DECISION);
        for (int length = 5; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            refused(Reason.UNREADABLE, () -> wire.readDecision("decisions", cut));
            same(wire.readDecision("decisions", good), Samples.DECISION);
        }
        refused(Reason.UNREADABLE, () -> wire.readDecision("decisions", Arrays.copyOf(good, good.length + 1)));
    }

    @Test
    void record_withAnyBytesChanged_isReadOrRefusedAndNothingElse() {
        byte[] decision = wire.decision("decisions", Samples.DECISION);
        byte[] transaction = wire.transaction(TOPIC, Samples.TRANSACTION);
        for (long seed = 0; seed < 20_000; seed++) {
            byte[] changed = (seed % 2 == 0 ? decision : transaction).clone();
            for (int edit = 0; edit <= seed % 3; edit++) {
                long random = IdHash.mix(seed * 31 + edit);
                changed[5 + (int) Long.remainderUnsigned(random, changed.length - 5)] = (byte) (random >>> 40);
            }
            Throwable thrown = catchThrowable(() -> {
                if (changed.length == decision.length) {
                    wire.readDecision("decisions", changed);
                } else {
                    wire.readTransaction(TOPIC, changed);
                }
            });
            assertThat(thrown)
                    .as("seed " + seed)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            refusal -> assertThat(refusal).isInstanceOf(InvalidRecordException.class));
        }
    }

    @Test
    void lengths_beyondTheBytesThatRemain_areRefusedBeforeMemoryIsTaken() {
        int transaction = registry.add(PlainSchema.json(io.weir.wire.avro.Transaction.getClassSchema()));
        int bundle = registry.add(PlainSchema.json(io.weir.wire.avro.Bundle.getClassSchema()));
        byte[] twoGigabytes = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        byte[] hostileString = frame(transaction, twoGigabytes);
        byte[] prefix = {2, 'a', 2, 'a', 2, 'a', 2, 2, 6, 'U', 'S', 'D'};
        byte[] hostileMap = frame(transaction, concat(prefix, twoGigabytes));
        byte[] hostileBytes = frame(bundle, concat(new byte[] {2, 'a', 2, 'a', 2, 'a', 2, 2}, twoGigabytes));

        for (int i = 0; i < 50; i++) {
            refused(Reason.UNREADABLE, () -> wire.readTransaction(TOPIC, hostileString));
            refused(Reason.UNREADABLE, () -> wire.readTransaction(TOPIC, hostileMap));
            refused(Reason.UNREADABLE, () -> wire.readBundle("bundles", hostileBytes));
        }
        long before = allocated();
        for (byte[] hostile : List.of(hostileString, hostileMap)) {
            refused(Reason.UNREADABLE, () -> wire.readTransaction(TOPIC, hostile));
        }
        refused(Reason.UNREADABLE, () -> wire.readBundle("bundles", hostileBytes));
        assertThat(allocated() - before).isLessThan(10_000_000);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void recursiveWriterSchema_nestedDeeply_isUnreadableAndDoesNotEndTheThread() {
        String nested =
                "{\"type\":\"record\",\"name\":\"Nest\",\"namespace\":\"\",\"fields\":[{\"name\":\"in\",\"type\":[\"null\",\"Nest\"]}]}";
        String extra = PlainSchema.json(io.weir.wire.avro.Label.getClassSchema())
                .replace("\"fields\":[", "\"fields\":[{\"name\":\"nest\",\"type\":" + nested + "},");
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 2);

        refused(Reason.UNREADABLE, () -> wire.readLabel("labels", frame(registry.add(extra), deep)));
        same(wire.readLabel("labels", wire.label("labels", Samples.LABEL)), Samples.LABEL);
    }

    @Test
    void writerSchema_withJavaClassNames_loadsNoClass() {
        String extra = PlainSchema.json(io.weir.wire.avro.Label.getClassSchema())
                .replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"trap\",\"type\":{\"type\":\"string\",\"java-class\":\""
                                + Trap.class.getName()
                                + "\"}},{\"name\":\"trap2\",\"type\":{\"type\":\"enum\",\"name\":\""
                                + Trap.class.getName().replace("WireFormatTest$", "") + "\",\"symbols\":[\"A\"]}},")
                .replace(
                        "\"transaction_id\",\"type\":\"string\"",
                        "\"transaction_id\",\"type\":{\"type\":\"string\",\"java-class\":\"" + Trap.class.getName()
                                + "\"}");
        byte[] label = Arrays.copyOfRange(wire.label("labels", Samples.LABEL), 5, 5 + labelLength());
        byte[] bytes = frame(registry.add(extra), concat(new byte[] {2, 'x', 0}, label));

        same(wire.readLabel("labels", bytes), Samples.LABEL);
        assertThat(SPRUNG).isFalse();
    }

    private int labelLength() {
        return wire.label("labels", Samples.LABEL).length - 5;
    }

    private static final AtomicBoolean SPRUNG = new AtomicBoolean();

    /** A class that a hostile schema names. */
    static final class Trap {
        static {
            SPRUNG.set(true);
        }

        Trap(String text) {
            SPRUNG.set(!text.isEmpty());
        }
    }

    @Test
    void writerSchema_newerWithExtraField_isReadAndOlderWithoutDefaultIsNot() {
        String ours = PlainSchema.json(io.weir.wire.avro.Label.getClassSchema());
        byte[] label = Arrays.copyOfRange(wire.label("labels", Samples.LABEL), 5, 5 + labelLength());
        String newer = ours.replace("\"fields\":[", "\"fields\":[{\"name\":\"note\",\"type\":\"string\"},");
        String renamed = ours.replace("\"name\":\"fraud\"", "\"name\":\"is_fraud\"");

        same(
                wire.readLabel("labels", frame(registry.add(newer), concat(new byte[] {4, 'h', 'i'}, label))),
                Samples.LABEL);
        assertThat(refused(Reason.SCHEMA, () -> wire.readLabel("labels", frame(registry.add(renamed), label))))
                .hasMessageContaining("fraud")
                .hasMessageContaining("cannot be read as io.weir.wire.avro.Label");
    }

    @Test
    void schema_unknownOrForeignOrOfAnotherRecord_isASchemaRefusal() {
        byte[] label = wire.label("labels", Samples.LABEL);
        int foreign =
                registry.add("{\"type\":\"record\",\"name\":\"Payment\",\"namespace\":\"com.acme\",\"fields\":[]}");
        int broken = registry.add("{\"type\":\"mystery\"}");

        assertThat(refused(Reason.SCHEMA, () -> wire.readLabel("labels", frame(77, label))))
                .hasMessageContaining("77");
        assertThat(refused(Reason.SCHEMA, () -> wire.readLabel("labels", frame(foreign, new byte[0]))))
                .hasMessageContaining("com.acme.Payment")
                .hasMessageContaining("io.weir.wire.avro.Label");
        refused(Reason.SCHEMA, () -> wire.readLabel("labels", frame(broken, new byte[0])));
        assertThat(refused(Reason.SCHEMA, () -> wire.readTransaction(TOPIC, label)))
                .hasMessageContaining("Label")
                .hasMessageContaining("Transaction");
        int asked = registry.requests.size();
        refused(Reason.SCHEMA, () -> wire.readLabel("labels", frame(77, label)));
        refused(Reason.SCHEMA, () -> wire.readLabel("labels", frame(broken, new byte[0])));
        assertThat(registry.requests).as("believed for a moment").hasSize(asked);
    }

    @Test
    void fields_thatTheCoreRefuses_areInvalidOrMissing() {
        io.weir.wire.avro.Transaction negative = TransactionAvro.write(Samples.TRANSACTION);
        negative.put("amount_minor", -1L);
        io.weir.wire.avro.Transaction nameless = TransactionAvro.write(Samples.TRANSACTION);
        nameless.put("account_id", " ");
        io.weir.wire.avro.Policy greedy = PolicyAvro.write(Samples.POLICY);
        greedy.put("loss_share", 1.5);
        io.weir.wire.avro.Outcome odd = OutcomeAvro.write(Samples.OUTCOME);
        odd.put("source", "RUMOUR");
        io.weir.wire.avro.Bundle tampered = BundleAvro.write(Samples.BUNDLE);
        tampered.put("content", ByteBuffer.wrap(new byte[] {1}));
        io.weir.wire.avro.Decision foreseen = DecisionAvro.write(Samples.DECISION);
        foreseen.getReasons().get(0).put("stage", "oracle");

        assertThat(refused(Reason.INVALID_FIELD, () -> wire.readTransaction(TOPIC, serialized(negative))))
                .hasMessageContaining("amount_minor");
        assertThat(refused(Reason.MISSING_FIELD, () -> wire.readTransaction(TOPIC, serialized(nameless))))
                .hasMessageContaining("account_id");
        assertThat(refused(Reason.INVALID_FIELD, () -> wire.readPolicy("policies", serialized(greedy))))
                .hasMessageContaining("loss_share is 1.5");
        assertThat(refused(Reason.INVALID_FIELD, () -> wire.readOutcome("outcomes", serialized(odd))))
                .hasMessageContaining("RUMOUR")
                .hasMessageContaining("CHARGEBACK");
        assertThat(refused(Reason.INVALID_FIELD, () -> wire.readBundle("bundles", serialized(tampered))))
                .hasMessageContaining("sha256");
        assertThat(refused(Reason.INVALID_FIELD, () -> wire.readDecision("decisions", serialized(foreseen))))
                .hasMessageContaining("stage of a reason is \"oracle\"; allowed: ensemble, forest or cheap");
    }

    private byte[] serialized(Object avro) {
        try (WeirAvroSerializer serializer = new WeirAvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", registry.url()), false);
            return serializer.serialize("any", avro);
        }
    }

    @Test
    void registry_thatFails_isAnOutageAndNeverABadRecord() {
        byte[] label = wire.label("labels", Samples.LABEL);
        byte[] unseen = frame(registry.add("\"string\""), label);
        for (StubRegistry.Fault fault : List.of(
                new StubRegistry.Fault(500, "{\"error_code\":50001,\"message\":\"store\"}"),
                new StubRegistry.Fault(503, "<html>"),
                new StubRegistry.Fault(404, "<html>not found</html>"),
                new StubRegistry.Fault(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"),
                new StubRegistry.Fault(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}"),
                new StubRegistry.Fault(403, ""),
                new StubRegistry.Fault(302, ""),
                new StubRegistry.Fault(200, "<html>log in</html>"),
                new StubRegistry.Fault(200, "{}"))) {
            registry.fail(fault.status(), fault.body());
            assertThatThrownBy(() -> wire.readLabel("labels", unseen))
                    .as(fault.toString())
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThatThrownBy(() -> wire.policy("policies", Samples.POLICY))
                    .as(fault.toString())
                    .satisfies(e -> assertThat(e).isNotInstanceOf(InvalidRecordException.class));
        }
        registry.recover();
        refused(Reason.SCHEMA, () -> wire.readLabel("labels", unseen));
        same(wire.readLabel("labels", label), Samples.LABEL);
    }

    @Test
    void registry_onAClosedPort_isUnavailableForReadingAndWriting() {
        registry.close();
        assertThatThrownBy(() -> wire.label("labels", Samples.LABEL))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(registry.url());
        assertThatThrownBy(() -> wire.readLabel("labels", frame(1, new byte[] {1})))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void registries_inAList_standInForEachOther() {
        try (WireFormat failover =
                WireFormat.create(Map.of("schema.registry.url", "http://127.0.0.1:1, " + registry.url() + "/"))) {
            same(failover.readLabel("labels", failover.label("labels", Samples.LABEL)), Samples.LABEL);
        }
    }

    private static InvalidRecordException refused(Reason reason, ThrowingCallable reading) {
        Throwable thrown = catchThrowable(reading);
        assertThat(thrown).isInstanceOf(InvalidRecordException.class);
        InvalidRecordException refusal = (InvalidRecordException) thrown;
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        return refusal;
    }

    private static byte[] frame(int id, byte[] payload) {
        return Framed.of(id, payload);
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        return ByteBuffer.allocate(head.length + tail.length)
                .put(head)
                .put(tail)
                .array();
    }
}
