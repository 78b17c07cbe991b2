package io.weir.stream;

import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What the account's partition remembers of a transaction that it has passed on: where its labels have to go, and which of
 * them holds.
 *
 * @param keys of the entities after the account, null where the transaction names none
 */
record PassedTransaction(String merchant, List<@Nullable String> keys, LabelInForce label) {

    static PassedTransaction of(Transaction transaction, List<Hop> hops) {
        List<@Nullable String> keys = new ArrayList<>();
        for (Hop hop : hops.subList(1, hops.size())) {
            keys.add(hop.profile().keyOf(transaction));
        }
        return new PassedTransaction(transaction.merchant(), Collections.unmodifiableList(keys), LabelInForce.NONE);
    }

    /** True when both went to the same merchant and the same entities. */
    boolean wentWhere(PassedTransaction other) {
        return merchant.equals(other.merchant) && keys.equals(other.keys);
    }

    PassedTransaction judged(LabelInForce now) {
        return new PassedTransaction(merchant, keys, now);
    }

    static Serde<PassedTransaction> serde() {
        return Serdes.serdeFrom(
                (topic, passed) -> passed.write(), (topic, bytes) -> Packed.read(bytes, PassedTransaction::read));
    }

    private byte[] write() {
        return Packed.write(out -> {
            out.put(merchant).putKeys(keys);
            label.write(out);
        });
    }

    private static PassedTransaction read(ByteBuffer in) {
        return new PassedTransaction(Packed.text(in), Packed.keys(in), LabelInForce.read(in));
    }
}
