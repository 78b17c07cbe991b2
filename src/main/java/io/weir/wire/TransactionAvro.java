package io.weir.wire;

import io.weir.transaction.Transaction;
import java.time.Instant;

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
                .setNumeric(transaction.numeric())
                .setCategorical(transaction.categorical())
                .build();
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
