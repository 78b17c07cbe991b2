package io.weir.wire;

import io.weir.transaction.Transaction;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** {@link Transaction} to its Avro record and back. */
final class TransactionAvro {

    private TransactionAvro() {}

    static io.weir.wire.avro.Transaction write(Transaction transaction) {
        return io.weir.wire.avro.Transaction.newBuilder()
                .setTransactionId(transaction.id())
                .setAccountId(transaction.account())
                .setMerchantId(transaction.merchant())
                .setEventTime(Instant.ofEpochMilli(transaction.timeMillis()))
                .setAmountMinor(transaction.amountMinor())
                .setCurrency(transaction.currency())
                .setNumeric(sorted(transaction.numeric()))
                .setCategorical(sorted(transaction.categorical()))
                .build();
    }

    /** The same record has the same bytes, whatever the order in which its map iterates. */
    private static <V> Map<String, V> sorted(Map<String, V> attributes) {
        return attributes.size() < 2 ? attributes : new TreeMap<>(attributes);
    }

    static Transaction read(io.weir.wire.avro.Transaction avro) {
        return new Transaction(
                avro.getTransactionId(),
                avro.getAccountId(),
                avro.getMerchantId(),
                avro.getEventTime().toEpochMilli(),
                avro.getAmountMinor(),
                avro.getCurrency(),
                avro.getNumeric(),
                avro.getCategorical());
    }
}
