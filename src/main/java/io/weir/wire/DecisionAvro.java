package io.weir.wire;

import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.decision.Explanation;
import io.weir.decision.Policy;
import io.weir.decision.Reason;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link DecisionRecord} and {@link AlertRecord} to their Avro records and back; an absent raw score is NaN here, null there. */
final class DecisionAvro {

    private DecisionAvro() {}

    /** By the constructor, in the order of the schema: the builder looks each field up, and a decision has forty. */
    static io.weir.wire.avro.Decision write(DecisionRecord decided) {
        Decision decision = decided.decision();
        Transaction transaction = decision.transaction();
        Decision.Suspicion suspicion = decision.suspicion();
        return new io.weir.wire.avro.Decision(
                transaction.id(),
                transaction.account(),
                transaction.merchant(),
                Instant.ofEpochMilli(transaction.timeMillis()),
                transaction.amountMinor(),
                transaction.currency(),
                io.weir.wire.avro.Action.valueOf(decision.action().name()),
                decision.queue(),
                boxed(decision.features()),
                suspicion.forestScore(),
                suspicion.forestRank(),
                suspicion.cheapRank(),
                suspicion.passedBy(),
                suspicion.auditPropensity(),
                Double.isNaN(decision.rawScore()) ? null : (Double) decision.rawScore(),
                decision.calibrated(),
                decision.probability(),
                decision.baseRate().rate(),
                decision.baseRate().version(),
                decision.baseRate().shift(),
                decision.thresholds().review(),
                decision.thresholds().decline(),
                decision.lossIfFraud(),
                decision.frictionIfLegitimate(),
                decision.expectedCost(),
                decision.valueAtStake(),
                decision.reasons().stream().map(DecisionAvro::reason).toList(),
                decided.slot(),
                decision.bundleVersion(),
                decision.policyId(),
                decision.policyVersion(),
                Instant.ofEpochMilli(decided.receivedMillis()),
                Instant.ofEpochMilli(decided.decidedMillis()),
                decision.rule(),
                review(decision.review()),
                decision.baseRate().world().name(),
                decision.baseRate().stale(),
                decision.baseRate().command(),
                decision.outcomePropensity());
    }

    private static List<Double> boxed(double[] values) {
        Double[] boxed = new Double[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return Arrays.asList(boxed);
    }

    private static io.weir.wire.avro.@Nullable Review review(Policy.@Nullable Review review) {
        return review == null
                ? null
                : new io.weir.wire.avro.Review(
                        review.cost(),
                        review.catches(),
                        review.falseDecline(),
                        review.slotPrice(),
                        Capacity.write(review.perDay()));
    }

    private static io.weir.wire.avro.Reason reason(Reason reason) {
        return new io.weir.wire.avro.Reason(
                reason.feature(),
                reason.value(),
                reason.contribution(),
                reason.stage().name().toLowerCase(Locale.ROOT),
                reason.text());
    }

    static DecisionRecord read(io.weir.wire.avro.Decision avro) {
        Double raw = avro.getRawScore();
        Decision decision = new Decision(
                readTransaction(avro),
                doubles(avro.getFeatures()),
                readSuspicion(avro),
                raw == null ? Double.NaN : raw,
                avro.getCalibratedProbability(),
                avro.getProbability(),
                new Decision.BaseRateInForce(
                        avro.getBaseRateVersion(),
                        avro.getBaseRate(),
                        avro.getThresholdShift(),
                        BaseRateAvro.world(avro.getWorld()),
                        avro.getBaseRateStale(),
                        avro.getBaseRateCommand()),
                new Policy.Thresholds(avro.getReviewThreshold(), avro.getDeclineThreshold()),
                readReview(avro.getReview()),
                Action.valueOf(avro.getAction().name()),
                avro.getRule(),
                avro.getQueue(),
                avro.getLossIfFraud(),
                avro.getFrictionIfLegitimate(),
                avro.getExpectedCost(),
                avro.getValueAtStake(),
                readReasons(avro.getReasons()),
                avro.getBundleVersion(),
                avro.getPolicyId(),
                avro.getPolicyVersion(),
                avro.getOutcomePropensity());
        return new DecisionRecord(
                decision,
                avro.getBundleSlot(),
                avro.getReceivedTime().toEpochMilli(),
                avro.getDecidedTime().toEpochMilli());
    }

    private static Transaction readTransaction(io.weir.wire.avro.Decision avro) {
        return new Transaction(
                avro.getTransactionId(),
                avro.getAccountId(),
                avro.getMerchantId(),
                avro.getEventTime().toEpochMilli(),
                avro.getAmountMinor(),
                avro.getCurrency(),
                Map.of(),
                Map.of());
    }

    private static Decision.Suspicion readSuspicion(io.weir.wire.avro.Decision avro) {
        return new Decision.Suspicion(
                avro.getForestScore(),
                avro.getForestRank(),
                avro.getCheapRank(),
                List.copyOf(avro.getPassedBy()),
                avro.getAuditPropensity());
    }

    private static Policy.@Nullable Review readReview(io.weir.wire.avro.@Nullable Review avro) {
        if (avro == null) {
            return null;
        }
        try {
            return new Policy.Review(
                    avro.getCost(),
                    avro.getCatches(),
                    avro.getFalseDecline(),
                    avro.getSlotPrice(),
                    Capacity.read(avro.getPerDay()));
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(
                    InvalidRecordException.Reason.INVALID_FIELD, Objects.toString(e.getMessage()));
        }
    }

    private static List<Reason> readReasons(List<io.weir.wire.avro.Reason> avro) {
        List<Reason> reasons = new ArrayList<>(avro.size());
        for (io.weir.wire.avro.Reason reason : avro) {
            reasons.add(new Reason(
                    readStage(reason.getStage()),
                    reason.getFeature(),
                    reason.getValue(),
                    reason.getContribution(),
                    reason.getText()));
        }
        return List.copyOf(reasons);
    }

    private static Reason.Stage readStage(String stage) {
        for (Reason.Stage known : Reason.Stage.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(stage)) {
                return known;
            }
        }
        throw new InvalidRecordException(
                InvalidRecordException.Reason.INVALID_FIELD,
                "stage of a reason is \"" + stage + "\"; allowed: ensemble, forest or cheap");
    }

    private static double[] doubles(List<Double> values) {
        double[] copy = new double[values.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return copy;
    }

    static io.weir.wire.avro.Alert writeAlert(String queue, DecisionRecord decided) {
        Decision decision = decided.decision();
        return io.weir.wire.avro.Alert.newBuilder()
                .setTransactionId(decision.transaction().id())
                .setAccountId(decision.transaction().account())
                .setQueue(queue)
                .setValueAtStake(decision.valueAtStake())
                .setDecision(write(decided))
                .setExplanation(Explanation.of(decision))
                .build();
    }

    static AlertRecord readAlert(io.weir.wire.avro.Alert avro) {
        return new AlertRecord(
                avro.getQueue(), avro.getValueAtStake(), read(avro.getDecision()), List.copyOf(avro.getExplanation()));
    }
}
