package io.weir.stream;

import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** What travels from one entity's partition to the next one's. */
sealed interface HopMessage {

    /**
     * A transaction with what is known of the entities that it has visited.
     *
     * @param received wall clock when it was read, epoch milliseconds
     * @param values the catalogue's values, those of the visited entities filled in
     */
    record Observed(Transaction transaction, long received, double[] values) implements HopMessage {
        @Override
        public String account() {
            return transaction.account();
        }

        @Override
        public @Nullable String key(Hop hop) {
            return hop.profile().keyOf(transaction);
        }
    }

    /**
     * A label with what the account's partition knows of the transaction it judges.
     *
     * @param keys of the entities after the account, null where the transaction names none
     * @param eventTime event time of the transaction
     */
    record Judged(Label label, String merchant, List<@Nullable String> keys, long eventTime) implements HopMessage {
        @Override
        public String account() {
            return label.account();
        }

        @Override
        public @Nullable String key(Hop hop) {
            return keys.get(hop.index() - 1);
        }
    }

    String account();

    /** The entity of a hop after the account's; null when the transaction names none. */
    @Nullable
    String key(Hop hop);

    static Serde<HopMessage> serde() {
        return Serdes.serdeFrom(
                (topic, message) -> write(message), (topic, bytes) -> Packed.read(bytes, HopMessage::read));
    }

    private static byte[] write(HopMessage message) {
        return Packed.write(out -> {
            if (message instanceof Observed observed) {
                Transaction t = observed.transaction();
                out.put(0)
                        .put(t.id())
                        .put(t.account())
                        .put(t.merchant())
                        .put(t.timeMillis())
                        .put(t.amountMinor());
                out.put(t.currency()).putNumbers(t.numeric()).putTexts(t.categorical());
                out.put(observed.received()).put(observed.values());
            } else if (message instanceof Judged judged) {
                out.put(1).put(judged.merchant()).putKeys(judged.keys()).put(judged.eventTime());
                writeLabel(out, judged.label());
            }
        });
    }

    private static HopMessage read(ByteBuffer in) {
        if (in.get() == 0) {
            Transaction transaction = new Transaction(
                    Packed.text(in),
                    Packed.text(in),
                    Packed.text(in),
                    in.getLong(),
                    in.getLong(),
                    Packed.text(in),
                    Packed.numbers(in),
                    Packed.texts(in));
            return new Observed(transaction, in.getLong(), Packed.doubles(in));
        }
        String merchant = Packed.text(in);
        List<@Nullable String> keys = Packed.keys(in);
        long eventTime = in.getLong();
        return new Judged(readLabel(in), merchant, keys, eventTime);
    }

    static void writeLabel(Packed out, Label label) {
        out.put(label.transactionId()).put(label.account()).put(label.fraud() ? 1 : 0);
        out.put(label.source().name()).put(label.reportedMillis());
    }

    static Label readLabel(ByteBuffer in) {
        return new Label(
                Packed.text(in), Packed.text(in), in.get() == 1, Label.Source.valueOf(Packed.text(in)), in.getLong());
    }
}
