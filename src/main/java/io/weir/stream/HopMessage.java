package io.weir.stream;

import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
     * @param again at least once: sent before, as far as the account's partition knows
     */
    record Observed(Transaction transaction, long received, double[] values, boolean again) implements HopMessage {
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
     * @param again at least once: sent before, as far as the account's partition knows
     */
    record Judged(Label label, String merchant, List<@Nullable String> keys, long eventTime, boolean again)
            implements HopMessage {
        @Override
        public String account() {
            return label.account();
        }

        @Override
        public @Nullable String key(Hop hop) {
            return keys.get(hop.index() - 1);
        }
    }

    /**
     * A mark: a task has sent everything that is earlier than a time. It goes to all partitions of the next hop.
     *
     * @param from the task's partition
     * @param timeMillis event time; {@link Long#MIN_VALUE} of a task that has sent nothing yet
     * @param idle true when nobody need wait for the task until it says otherwise
     */
    record Passed(int from, long timeMillis, boolean idle) implements HopMessage {
        @Override
        public String account() {
            return "";
        }

        @Override
        public @Nullable String key(Hop hop) {
            return null;
        }
    }

    /** The account that it is about; empty for a mark. */
    String account();

    /** The entity of a hop after the account's; null when the transaction names none. */
    @Nullable
    String key(Hop hop);

    /** To which partitions of the next hop it goes; empty: to that of its key. */
    default Optional<Set<Integer>> partitions(int all) {
        return this instanceof Passed
                ? Optional.of(IntStream.range(0, all).boxed().collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

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
                out.put(observed.received()).put(observed.values()).put(observed.again() ? 1 : 0);
            } else if (message instanceof Judged judged) {
                out.put(1).put(judged.merchant()).putKeys(judged.keys()).put(judged.eventTime());
                out.put(judged.again() ? 1 : 0);
                writeLabel(out, judged.label());
            } else if (message instanceof Passed passed) {
                out.put(2).put((long) passed.from()).put(passed.timeMillis()).put(passed.idle() ? 1 : 0);
            }
        });
    }

    private static HopMessage read(ByteBuffer in) {
        byte kind = in.get();
        if (kind == 2) {
            return new Passed((int) in.getLong(), in.getLong(), in.get() == 1);
        }
        if (kind == 0) {
            Transaction transaction = new Transaction(
                    Packed.text(in),
                    Packed.text(in),
                    Packed.text(in),
                    in.getLong(),
                    in.getLong(),
                    Packed.text(in),
                    Packed.numbers(in),
                    Packed.texts(in));
            return new Observed(transaction, in.getLong(), Packed.doubles(in), in.get() == 1);
        }
        String merchant = Packed.text(in);
        List<@Nullable String> keys = Packed.keys(in);
        long eventTime = in.getLong();
        boolean again = in.get() == 1;
        return new Judged(readLabel(in), merchant, keys, eventTime, again);
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
