package io.weir.stream;

import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.weir.testing.LogLines;
import io.weir.testing.SmallBank;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records say of persons stays in records: dead letters name the value, log lines never do: Weir's at any level, Kafka's at INFO. */
class LogPrivacyTest {

    private static final String ACCOUNT = "4929-1111-2222-3333";
    private static final String PAYMENT = "tx-of-a-person";

    @TempDir
    Path stateDir;

    private final LogLines weir = new LogLines("io.weir", Level.TRACE);
    private final LogLines kafka = new LogLines("org.apache.kafka", Level.INFO);

    @AfterEach
    void stopListening() {
        weir.close();
        kafka.close();
    }

    @Test
    void records_good_or_bad_leave_no_identifier_in_the_log() {
        Transaction good = Payments.payment(PAYMENT, ACCOUNT, "bakery", START + 1_000, 300);
        byte[] key = DrivenStream.bytes(ACCOUNT);
        Instant now = Instant.ofEpochMilli(START).plusSeconds(3_600);
        try (DrivenStream stream = new DrivenStream(TestSettings.deciding(stateDir), () -> now)) {
            stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            stream.send("bundles", DrivenStream.bytes("champion|1"), DrivenStream.bytes("no bundle"));
            stream.send(good);
            List<byte[]> bad = List.of(
                    DrivenStream.bytes(ACCOUNT),
                    Payments.wrong(good, "account_id", ACCOUNT + "\u0000"),
                    Payments.wrong(good, "transaction_id", PAYMENT + " ".repeat(300)),
                    Payments.wrong(good, "amount_minor", 301L),
                    Payments.wrong(good, "account_id", "another"));
            bad.forEach(value -> stream.send("transactions", key, value));
            stream.send("labels", key, DrivenStream.bytes(ACCOUNT));
            assertThat(stream.deadLetters()).hasSize(bad.size() + 1);
        }
        assertThat(kafka.text()).isNotEmpty().allSatisfy(LogPrivacyTest::saysNothing);
        assertThat(weir.text())
                .anySatisfy(line -> assertThat(line).startsWith("bundles: record champion|1 cannot be used"))
                .allSatisfy(LogPrivacyTest::saysNothing);
    }

    private static void saysNothing(String line) {
        assertThat(line).doesNotContain(ACCOUNT).doesNotContain(PAYMENT);
    }
}
