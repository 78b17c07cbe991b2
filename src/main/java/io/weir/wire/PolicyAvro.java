package io.weir.wire;

import io.weir.decision.Policy;
import io.weir.transaction.InvalidRecordException;
import java.time.Instant;
import java.util.Objects;

/** {@link PublishedPolicy} to its Avro record and back. */
final class PolicyAvro {

    private PolicyAvro() {}

    static io.weir.wire.avro.Policy write(PublishedPolicy published) {
        Policy policy = published.policy();
        return io.weir.wire.avro.Policy.newBuilder()
                .setPolicyId(policy.id())
                .setVersion(policy.version())
                .setEffectiveFrom(Instant.ofEpochMilli(published.effectiveFromMillis()))
                .setCurrency(policy.currency())
                .setLossShare(policy.lossShare())
                .setLossFee(policy.lossFee())
                .setFrictionShare(policy.frictionShare())
                .setFrictionFee(policy.frictionFee())
                .setReviewCost(policy.reviewCost())
                .setReviewCatch(policy.reviewCatch())
                .setReviewFalseDecline(policy.reviewFalseDecline())
                .setReviewSlotPrice(policy.reviewSlotPrice())
                .setReviewQueue(policy.reviewQueue())
                .setDeclineQueue(policy.declineQueue())
                .build();
    }

    /** @throws InvalidRecordException when the policy refuses a value; its message names the setting and what is allowed */
    static PublishedPolicy read(io.weir.wire.avro.Policy avro) {
        return new PublishedPolicy(policy(avro), avro.getEffectiveFrom().toEpochMilli());
    }

    private static Policy policy(io.weir.wire.avro.Policy avro) {
        try {
            return new Policy(
                    avro.getPolicyId(),
                    avro.getVersion(),
                    avro.getCurrency(),
                    avro.getLossShare(),
                    avro.getLossFee(),
                    avro.getFrictionShare(),
                    avro.getFrictionFee(),
                    avro.getReviewCost(),
                    avro.getReviewCatch(),
                    avro.getReviewFalseDecline(),
                    avro.getReviewSlotPrice(),
                    avro.getReviewQueue(),
                    avro.getDeclineQueue());
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(
                    InvalidRecordException.Reason.INVALID_FIELD, Objects.toString(e.getMessage()));
        }
    }
}
