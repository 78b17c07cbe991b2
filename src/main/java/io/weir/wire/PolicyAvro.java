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
        Policy.Costs costs = policy.costs();
        Policy.Review review = policy.review();
        Policy.Routing routing = policy.routing();
        return io.weir.wire.avro.Policy.newBuilder()
                .setPolicyId(policy.id())
                .setVersion(policy.version())
                .setEffectiveFrom(Instant.ofEpochMilli(published.effectiveFromMillis()))
                .setCurrency(policy.currency())
                .setLossShare(costs.lossShare())
                .setLossFee(costs.lossFee())
                .setFrictionShare(costs.frictionShare())
                .setFrictionFee(costs.frictionFee())
                .setReviewCost(review.cost())
                .setReviewCatch(review.catches())
                .setReviewFalseDecline(review.falseDecline())
                .setReviewSlotPrice(review.slotPrice())
                .setReviewCapacityPerDay(Capacity.write(review.perDay()))
                .setReviewQueue(routing.review())
                .setDeclineQueue(routing.decline())
                .setNoveltyQueue(routing.novelty())
                .setNoveltyShare(routing.noveltyShare())
                .setLists(policy.rules().lists())
                .setRules(RulesAvro.write(policy.rules()))
                .setExplorationShare(policy.exploration().share())
                .setExplorationMaxAmount(policy.exploration().maxAmount())
                .build();
    }

    /** @throws InvalidRecordException when the policy refuses a value; its message names the setting and what is allowed */
    static PublishedPolicy read(io.weir.wire.avro.Policy avro) {
        try {
            return new PublishedPolicy(policy(avro), avro.getEffectiveFrom().toEpochMilli());
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(
                    InvalidRecordException.Reason.INVALID_FIELD, Objects.toString(e.getMessage()));
        }
    }

    private static Policy policy(io.weir.wire.avro.Policy avro) {
        return new Policy(
                avro.getPolicyId(),
                avro.getVersion(),
                avro.getCurrency(),
                new Policy.Costs(
                        avro.getLossShare(), avro.getLossFee(), avro.getFrictionShare(), avro.getFrictionFee()),
                new Policy.Review(
                        avro.getReviewCost(),
                        avro.getReviewCatch(),
                        avro.getReviewFalseDecline(),
                        avro.getReviewSlotPrice(),
                        Capacity.read(avro.getReviewCapacityPerDay())),
                new Policy.Routing(
                        avro.getReviewQueue(), avro.getDeclineQueue(), avro.getNoveltyQueue(), avro.getNoveltyShare()),
                RulesAvro.read(avro.getLists(), avro.getRules()),
                new Policy.Exploration(avro.getExplorationShare(), avro.getExplorationMaxAmount()));
    }
}
