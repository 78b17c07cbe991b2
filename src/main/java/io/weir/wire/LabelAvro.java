package io.weir.wire;

import io.weir.transaction.Label;
import io.weir.wire.avro.LabelSource;
import java.time.Instant;

/** {@link Label} to its Avro record and back. */
final class LabelAvro {

    private LabelAvro() {}

    static io.weir.wire.avro.Label write(Label label) {
        return io.weir.wire.avro.Label.newBuilder()
                .setTransactionId(label.transactionId())
                .setAccountId(label.account())
                .setFraud(label.fraud())
                .setSource(LabelSource.valueOf(label.source().name()))
                .setReportedTime(Instant.ofEpochMilli(label.reportedMillis()))
                .build();
    }

    static Label read(io.weir.wire.avro.Label avro) {
        return new Label(
                avro.getTransactionId(),
                avro.getAccountId(),
                avro.getFraud(),
                Label.Source.valueOf(avro.getSource().name()),
                avro.getReportedTime().toEpochMilli());
    }
}
