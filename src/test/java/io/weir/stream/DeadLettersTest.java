package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.LocalCluster;
import io.weir.testing.SmallBank;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that cannot be used: set aside as they came, with a reason, and the stream goes on. */
class DeadLettersTest {

    private static final byte[] ALICE = DrivenStream.bytes("alice");
    private static final Transaction GOOD = payment("good", START + 1_000);
    private static final Instant NOW = Instant.ofEpochMilli(START).plusSeconds(3_600);

    @TempDir
    Path stateDir;

    private DrivenStream stream;

    @BeforeEach
    void start() {
        stream = new DrivenStream(TestSettings.deciding(stateDir), () -> NOW);
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
        stream.send(payment("first", START));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void nullValue_isUnreadable() {
        assertSetAside("transactions", ALICE, null, "UNREADABLE", "null");
    }

    @Test
    void emptyValue_isUnreadable() {
        assertSetAside("transactions", ALICE, new byte[0], "UNREADABLE", "empty");
    }

    @Test
    void garbage_isUnreadable() {
        assertSetAside("transactions", ALICE, DrivenStream.bytes("{\"amount\": 12}"), "UNREADABLE", "first byte");
    }

    @Test
    void garbageWithoutKey_isUnreadable() {
        assertSetAside("transactions", null, DrivenStream.bytes("?"), "UNREADABLE", "1 bytes");
    }

    @Test
    void truncatedRecord_isUnreadable() {
        byte[] whole = stream.wire(GOOD);
        assertSetAside("transactions", ALICE, Arrays.copyOf(whole, whole.length - 3), "UNREADABLE", "Avro");
    }

    @Test
    void recordWithBytesBehind_isUnreadable() {
        byte[] whole = stream.wire(GOOD);
        assertSetAside("transactions", ALICE, Arrays.copyOf(whole, whole.length + 3), "UNREADABLE", "after the end");
    }

    @Test
    void unknownSchemaId_isSchema() {
        assertSetAside("transactions", ALICE, framed(999_999), "SCHEMA", "999999");
    }

    @Test
    void schemaOfAnotherName_isSchema() {
        int id = LocalCluster.register("strangers-value", "{\"type\":\"record\",\"name\":\"Stranger\",\"fields\":[]}");
        assertSetAside("transactions", ALICE, framed(id), "SCHEMA", "Stranger");
    }

    @Test
    void schemaOfOurNameThatDoesNotFit_isSchema() {
        int id = LocalCluster.register(
                "misfits-value",
                "{\"type\":\"record\",\"name\":\"Transaction\",\"namespace\":\"io.weir.wire.avro\",\"fields\":"
                        + "[{\"name\":\"transaction_id\",\"type\":\"string\"}]}");
        assertSetAside("transactions", ALICE, framed(id), "SCHEMA", "account_id");
    }

    @Test
    void labelAmongTransactions_isSchema() {
        byte[] label = DrivenStream.WIRE.label("labels", Payments.fraud(GOOD, START));
        assertSetAside("transactions", ALICE, label, "SCHEMA", "Label");
    }

    @Test
    void blankMerchant_isMissingField() {
        assertSetAside("transactions", ALICE, Payments.wrong(GOOD, "merchant_id", " "), "MISSING_FIELD", "merchant_id");
    }

    @Test
    void negativeAmount_isInvalidField() {
        byte[] value = Payments.wrong(GOOD, "amount_minor", -1L);
        assertSetAside("transactions", ALICE, value, "INVALID_FIELD", "amount_minor is \"-1\"");
    }

    @Test
    void currencyThatIsNotThePolicys_isInvalidField() {
        byte[] value = Payments.wrong(GOOD, "currency", "EUR");
        assertSetAside("transactions", ALICE, value, "INVALID_FIELD", "currency is \"EUR\"");
    }

    @Test
    void eventTimeBeyondMaxAhead_isInvalidField() {
        Transaction last = payment("last", NOW.toEpochMilli() + DAY);
        Transaction ahead = payment("ahead", NOW.toEpochMilli() + DAY + 1);
        assertSetAside("transactions", ALICE, stream.wire(ahead), "INVALID_FIELD", "event_time");
        stream.send(last);
        assertThat(stream.decisions()).hasSize(1);
    }

    @Test
    void anotherCurrencyThanThePolicys_isSetAside() {
        Transaction yen = new Transaction("yen", "alice", "bakery", START, 500, "JPY", Map.of(), Map.of());
        assertSetAside("transactions", ALICE, stream.wire(yen), "INVALID_FIELD", "currency is \"JPY\"; allowed: USD");
    }

    @Test
    void attribute_of_three_million_malformed_bytes_is_set_aside() {
        byte[] malformed = new byte[3_000_000];
        Arrays.fill(malformed, (byte) 0xff);
        byte[] value = Payments.wrong(GOOD, "categorical", Map.of("note", new Utf8(malformed)));
        assertSetAside(
                "transactions",
                ALICE,
                value,
                "INVALID_FIELD",
                "(3000000 characters)\"; allowed: at most 1024 characters");
    }

    @Test
    void attributes_more_than_anyone_has_are_set_aside() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            many.put(Integer.toString(i, 36), "");
        }
        byte[] value = Payments.wrong(GOOD, "categorical", many);
        assertSetAside("transactions", ALICE, value, "INVALID_FIELD", "\"100000\"; allowed: at most 1000");
    }

    @Test
    void record_larger_than_any_topic_takes_is_set_aside_cut() {
        byte[] endless = new byte[33 << 20];
        stream.send("transactions", endless, endless);
        TestRecord<byte[], byte[]> letter = stream.deadLetters().get(0);
        assertReason(letter, "UNREADABLE", "value has 34603008 bytes");
        int largest = Integer.parseInt(WeirStream.properties(TestSettings.deciding(stateDir))
                .getProperty(StreamsConfig.producerPrefix("max.request.size")));
        assertThat(letter.key().length + letter.value().length).isBetween(largest / 4 * 3, largest - 100_000);
    }

    @Test
    void label_beyondThoseThatMayWaitForOneTransaction_isSetAside() {
        for (int i = 0; i <= EarlyLabels.MOST; i++) {
            stream.send(Payments.fraud(payment("never", START), START + i));
        }
        List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
        assertThat(letters).hasSize(1);
        assertReason(letters.get(0), "NO_TRANSACTION", "100 labels of it wait already");
    }

    @Test
    void keyThatIsNotTheAccount_isKeyMismatch() {
        assertSetAside("transactions", DrivenStream.bytes("bob"), stream.wire(GOOD), "KEY_MISMATCH", "\"bob\"");
        assertSetAside("transactions", null, stream.wire(GOOD), "KEY_MISMATCH", "rekey");
    }

    @Test
    void labels_thatCannotBeUsed_areSetAsideToo() {
        byte[] label = DrivenStream.WIRE.label("labels", Payments.fraud(GOOD, START));
        assertSetAside("labels", DrivenStream.bytes("bob"), label, "KEY_MISMATCH", "\"bob\"");
        Label ahead = Payments.fraud(GOOD, NOW.toEpochMilli() + DAY + 1);
        byte[] future = DrivenStream.WIRE.label("labels", ahead);
        assertSetAside("labels", ALICE, future, "INVALID_FIELD", "reported_time");
        assertSetAside("labels", ALICE, null, "UNREADABLE", "null");
        assertSetAside("labels", ALICE, Arrays.copyOf(label, 9), "UNREADABLE", "Avro");
        assertSetAside("labels", ALICE, stream.wire(GOOD), "SCHEMA", "Transaction");
    }

    @Test
    void labelWhoseTransactionNeverCame_isSetAsideAfterItsRetention() {
        Label orphan = Payments.fraud(payment("never", START), START + DAY);
        stream.close();
        stream = new DrivenStream(TestSettings.deciding(stateDir));
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
        stream.send(orphan);
        for (int day = 1; day <= 121; day += 10) {
            stream.send(payment("p" + day, START + day * DAY));
        }
        assertThat(stream.deadLetters()).isEmpty();
        stream.send(payment("p123", START + 123 * DAY));
        List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
        assertThat(letters).hasSize(1);
        assertReason(letters.get(0), "NO_TRANSACTION", "never");
        assertThat(letters.get(0).key()).isEqualTo(ALICE);
        assertThat(DrivenStream.WIRE.readLabel("labels", letters.get(0).value()))
                .isEqualTo(orphan);
        stream.send(payment("p130", START + 130 * DAY));
        assertThat(stream.deadLetters()).isEmpty();
    }

    @Test
    void rekeyed_recordsWithAnyKey_areDecidedAndTheUnreadableKeepTheirPlace() {
        stream.close();
        stream = new DrivenStream(TestSettings.rekeyed(TestSettings.deciding(stateDir)), () -> NOW);
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
        stream.send("transactions", DrivenStream.bytes("some key"), stream.wire(payment("t1", START)));
        stream.send("transactions", null, stream.wire(payment("t2", START + 1)));
        assertSetAside(
                "transactions", DrivenStream.bytes("some key"), DrivenStream.bytes("?"), "UNREADABLE", "1 bytes");
        assertSetAside("transactions", null, null, "UNREADABLE", "null");
        assertSetAside(
                "transactions",
                null,
                stream.wire(payment("t1", "alice", "bakery", START, 7)),
                ALICE,
                "CONFLICTING_DUPLICATE",
                "t1");
        stream.send("labels", null, DrivenStream.WIRE.label("labels", Payments.fraud(payment("t1", START), START + 5)));
        assertThat(stream.outcomes()).hasSize(1);
    }

    @Test
    void rekeyed_record_leaves_its_own_headers_behind() {
        stream.close();
        stream = new DrivenStream(TestSettings.rekeyed(TestSettings.deciding(stateDir)), () -> NOW);
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
        TestRecord<byte[], byte[]> record = new TestRecord<>(null, stream.wire(GOOD));
        record.headers().add("theirs", new byte[9 << 20]);
        stream.driver
                .createInputTopic("transactions", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
        List<Header> headers = new ArrayList<>();
        stream.driver.producedTopicNames().stream()
                .filter(topic -> topic.endsWith("transactions-by-account-repartition"))
                .map(topic -> stream.driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                .forEach(topic -> topic.readRecord().headers().forEach(headers::add));
        assertThat(headers).extracting(Header::key).containsExactly("weir.topic", "weir.partition", "weir.offset");
    }

    private void assertSetAside(
            String topic, byte @Nullable [] key, byte @Nullable [] value, String reason, String message) {
        assertSetAside(topic, key, value, key, reason, message);
    }

    /** Sends a record, expects it among the dead letters as it was, and a good one behind it to be decided. */
    private void assertSetAside(
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte @Nullable [] keptKey,
            String reason,
            String message) {
        double before = stream.count("weir.dead.letters", "reason", reason);
        stream.decisions();
        stream.send(topic, key, value);
        assertThat(stream.decisions()).isEmpty();
        List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
        assertThat(letters).hasSize(1);
        TestRecord<byte[], byte[]> letter = letters.get(0);
        assertReason(letter, reason, message);
        assertThat(letter.key()).isEqualTo(keptKey);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, "weir.topic")).isEqualTo(topic);
        assertThat(header(letter, "weir.partition")).isEqualTo("0");
        assertThat(header(letter, "weir.offset")).matches("\\d+");
        assertThat(stream.count("weir.dead.letters", "reason", reason)).isEqualTo(before + 1);
        stream.send("transactions", ALICE, stream.wire(payment("after-" + sent++, START + 2_000)));
        assertThat(stream.decisions()).hasSize(1);
    }

    private int sent;

    static void assertReason(TestRecord<byte[], byte[]> letter, String reason, String message) {
        assertThat(header(letter, "weir.reason")).isEqualTo(reason);
        assertThat(header(letter, "weir.message")).contains(message);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return DeadLetterHeaders.text(letter.headers(), name);
    }

    private static byte[] framed(int schemaId) {
        return ByteBuffer.allocate(8).put((byte) 0).putInt(schemaId).array();
    }
}
