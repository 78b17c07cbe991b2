package io.weir.wire;

import static io.weir.transaction.InvalidRecordException.field;

import io.weir.decision.Action;
import io.weir.decision.Outcome;
import io.weir.transaction.Label;
import java.time.Instant;
import java.util.Arrays;

/** {@link Outcome} to its Avro record and back. */
final class OutcomeAvro {

    private OutcomeAvro() {}

    static io.weir.wire.avro.Outcome write(Outcome outcome) {
        Label label = outcome.label();
        return io.weir.wire.avro.Outcome.newBuilder()
                .setTransactionId(label.transactionId())
                .setAccountId(label.account())
                .setMerchantId(outcome.merchant())
                .setEventTime(Instant.ofEpochMilli(outcome.timeMillis()))
                .setAmountMinor(outcome.amountMinor())
                .setCurrency(outcome.currency())
                .setFraud(label.fraud())
                .setSource(label.source().name())
                .setReportedTime(Instant.ofEpochMilli(label.reportedMillis()))
                .setAction(outcome.action().name())
                .setCalibratedProbability(outcome.calibrated())
                .setProbability(outcome.probability())
                .setBaseRateVersion(outcome.baseRateVersion())
                .setBundleVersion(outcome.bundleVersion())
                .build();
    }

    static Outcome read(io.weir.wire.avro.Outcome avro) {
        Label label = new Label(
                avro.getTransactionId(),
                avro.getAccountId(),
                avro.getFraud(),
                constant("source", Label.Source.class, avro.getSource()),
                avro.getReportedTime().toEpochMilli());
        return new Outcome(
                label,
                avro.getMerchantId(),
                avro.getEventTime().toEpochMilli(),
                avro.getAmountMinor(),
                avro.getCurrency(),
                constant("action", Action.class, avro.getAction()),
                avro.getCalibratedProbability(),
                avro.getProbability(),
                avro.getBaseRateVersion(),
                avro.getBundleVersion());
    }

    private static <E extends Enum<E>> E constant(String field, Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw field(field, name, "one of " + Arrays.toString(type.getEnumConstants()));
    }
}
