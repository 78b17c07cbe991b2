package io.weir.stream;

import io.weir.decision.Action;
import io.weir.decision.BaseRateEvidence;
import io.weir.decision.Decision;
import io.weir.decision.Outcome;
import io.weir.transaction.Transaction;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What the last partition on its way remembers of a transaction until its labels are in: enough to make an outcome, and which
 * label holds.
 *
 * @param decided null for a transaction that only warmed the profiles
 * @param label of several the one that holds
 * @param evidence what its label is to count for the base rate
 */
record SeenTransaction(
        long amountMinor, String currency, @Nullable Decided decided, LabelInForce label, BaseRateEvidence evidence) {

    /** The part of a decision that an outcome repeats, and the slot price that a redelivery is decided at again. */
    record Decided(
            Action action,
            double calibrated,
            double probability,
            double slotPrice,
            long baseRateVersion,
            String bundleVersion) {}

    static SeenTransaction of(Transaction transaction, @Nullable Decision decision, BaseRateEvidence evidence) {
        Decided decided = decision == null
                ? null
                : new Decided(
                        decision.action(),
                        decision.calibrated(),
                        decision.probability(),
                        decision.review() == null ? 0 : decision.review().slotPrice(),
                        decision.baseRate().version(),
                        decision.bundleVersion());
        return new SeenTransaction(
                transaction.amountMinor(), transaction.currency(), decided, LabelInForce.NONE, evidence);
    }

    SeenTransaction judged(LabelInForce now) {
        return new SeenTransaction(amountMinor, currency, decided, now, evidence);
    }

    @Nullable
    Outcome outcome(HopMessage.Judged judged) {
        Decided d = decided;
        return d == null
                ? null
                : new Outcome(
                        judged.label(),
                        judged.merchant(),
                        judged.eventTime(),
                        amountMinor,
                        currency,
                        d.action(),
                        d.calibrated(),
                        d.probability(),
                        d.baseRateVersion(),
                        d.bundleVersion());
    }

    static Serde<SeenTransaction> serde() {
        return Serdes.serdeFrom(
                (topic, seen) -> seen.write(), (topic, bytes) -> Packed.read(bytes, SeenTransaction::read));
    }

    private byte[] write() {
        return Packed.write(out -> {
            out.put(amountMinor).put(currency);
            label.write(out);
            out.put(evidence.segment() == null ? "" : evidence.segment())
                    .put(evidence.logRatio())
                    .put(evidence.weight());
            out.put(decided == null ? 0 : 1);
            if (decided != null) {
                out.put(decided.action().name()).put(decided.calibrated()).put(decided.probability());
                out.put(decided.slotPrice()).put(decided.baseRateVersion()).put(decided.bundleVersion());
            }
        });
    }

    private static SeenTransaction read(ByteBuffer in) {
        long amount = in.getLong();
        String currency = Packed.text(in);
        LabelInForce label = LabelInForce.read(in);
        String segment = Packed.text(in);
        BaseRateEvidence evidence =
                new BaseRateEvidence(segment.isEmpty() ? null : segment, in.getDouble(), in.getDouble());
        Decided decided = in.get() == 0
                ? null
                : new Decided(
                        Action.valueOf(Packed.text(in)),
                        in.getDouble(),
                        in.getDouble(),
                        in.getDouble(),
                        in.getLong(),
                        Packed.text(in));
        return new SeenTransaction(amount, currency, decided, label, evidence);
    }
}
