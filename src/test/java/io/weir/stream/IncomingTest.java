package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncomingTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static final Transaction PAYMENT = Payments.payment("t1", 5_000);

    @Test
    void timestamp_ofAPayment_isItsEventTime() {
        assertThat(timestamp(new Incoming.Payment(PAYMENT, BYTES), 9_000)).isEqualTo(5_000);
    }

    @Test
    void timestamp_ofALabel_isJustAheadOfPaymentsOfItsTime() {
        assertThat(timestamp(new Incoming.Report(Payments.fraud(PAYMENT, 7_000), BYTES), 9_000))
                .isEqualTo(6_999);
        assertThat(timestamp(new Incoming.Report(Payments.fraud(PAYMENT, 0), BYTES), 9_000))
                .isZero();
    }

    @Test
    void timestamp_ofTheUnreadable_isThatOfItsNeighbours() {
        Incoming unreadable = new Incoming.Unreadable(new InvalidRecordException(Reason.UNREADABLE, "no"), BYTES);
        assertThat(timestamp(unreadable, 9_000)).isEqualTo(9_000);
        assertThat(timestamp(unreadable, -1)).isZero();
    }

    @Test
    void payments_badRecord_isAValueThatSaysWhy() {
        Incoming read = payments(bytes -> {
                    throw new InvalidRecordException(Reason.SCHEMA, "which?");
                })
                .deserializer()
                .deserialize("any", BYTES);
        assertThat(read).isInstanceOfSatisfying(Incoming.Unreadable.class, unreadable -> {
            assertThat(unreadable.error().reason()).isEqualTo(Reason.SCHEMA);
            assertThat(unreadable.raw()).isSameAs(BYTES);
            assertThat(unreadable.account()).isNull();
        });
    }

    @Test
    void payments_largerThanAHopCanCarry_isAValueThatSaysSo() {
        Serde<Incoming> serde = payments(bytes -> PAYMENT);
        byte[] most = new byte[Incoming.MOST_BYTES];
        byte[] more = new byte[Incoming.MOST_BYTES + 1];
        assertThat(serde.deserializer().deserialize("any", most)).isInstanceOf(Incoming.Payment.class);
        assertThat(serde.deserializer().deserialize("any", more))
                .isInstanceOfSatisfying(Incoming.Unreadable.class, unreadable -> {
                    assertThat(unreadable.error().reason()).isEqualTo(Reason.UNREADABLE);
                    assertThat(unreadable.error()).hasMessage("value has 4194305 bytes; allowed: at most 4194304");
                });
    }

    @Test
    void payments_registryAway_throwsSinceTheRecordMayBeGood() {
        Serde<Incoming> serde = payments(bytes -> {
            throw new RegistryUnavailableException("away", null);
        });
        assertThatThrownBy(() -> serde.deserializer().deserialize("any", BYTES))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void serde_ofAnyRecord_writesTheBytesItCameIn() {
        Serde<Incoming> serde = payments(bytes -> PAYMENT);
        Incoming read = serde.deserializer().deserialize("any", BYTES);
        assertThat(serde.serializer().serialize("any", read)).isSameAs(BYTES);
        assertThat(read.account()).isEqualTo(DrivenStream.bytes("alice"));
        Label label = Payments.fraud(PAYMENT, 1);
        assertThat(new Incoming.Report(label, BYTES).account()).isEqualTo(DrivenStream.bytes("alice"));
    }

    @FunctionalInterface
    private interface Reader {
        Transaction read(byte @Nullable [] bytes);
    }

    private static Serde<Incoming> payments(Reader reader) {
        return Incoming.payments(
                "transactions",
                (topic, bytes) -> reader.read(bytes),
                () -> Instant.ofEpochMilli(10_000),
                Duration.ofHours(1));
    }

    private static long timestamp(Incoming value, long partitionTime) {
        return Incoming.timestamp(new ConsumerRecord<>("transactions", 0, 0, "key", value), partitionTime);
    }
}
