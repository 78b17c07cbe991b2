package io.weir.stream;

import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What travels from the account's partition to the merchant's. */
sealed interface HopMessage {

    /**
     * A transaction with what is known of its account.
     *
     * @param received wall clock when it was read, epoch milliseconds
     * @param values the catalogue's values, the account's filled in
     */
    record Observed(Transaction transaction, long received, double[] values) implements HopMessage {
        @Override
        public String merchant() {
            return transaction.merchant();
        }
    }

    /**
     * A label with what the account's partition knows of the transaction it judges.
     *
     * @param eventTime event time of the transaction
     */
    record Judged(Label label, String merchant, long eventTime) implements HopMessage {}

    String merchant();

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
                out.put(1).put(judged.merchant()).put(judged.eventTime());
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
        long eventTime = in.getLong();
        return new Judged(readLabel(in), merchant, eventTime);
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
