package io.weir.decision;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Costs that turn a probability into the action of least expected cost (Elkan 2001, by amount, with a review band).
 *
 * <p>For an amount a in major units: L(a) = lossShare·a + lossFee is lost when fraud is approved, F(a) =
 * frictionShare·a + frictionFee when a good payment is declined. A review costs c, catches a share s of frauds and
 * declines a share f of good ones; μ is the price of a scarce review slot.
 *
 * @param id name of the policy
 * @param version rises with each change; 0 for the one inside a bundle
 * @param currency ISO 4217 code of all money here
 * @param lossShare share of the amount, 0 to 1
 * @param lossFee major units
 * @param frictionShare share of the amount, 0 to 1
 * @param frictionFee major units
 * @param reviewCost c, major units
 * @param reviewCatch s, 0 to 1
 * @param reviewFalseDecline f, 0 to 1
 * @param reviewSlotPrice μ, major units
 * @param reviewQueue alert queue of reviewed payments
 * @param declineQueue alert queue of declined payments; null: they raise no alert
 */
public record Policy(
        String id,
        long version,
        String currency,
        double lossShare,
        double lossFee,
        double frictionShare,
        double frictionFee,
        double reviewCost,
        double reviewCatch,
        double reviewFalseDecline,
        double reviewSlotPrice,
        String reviewQueue,
        @Nullable String declineQueue) {

    private static final String QUEUE_NAME = "[a-z0-9][a-z0-9_-]{0,63}";

    /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
    public Policy {
        Transaction.fractionDigits(currency);
        share("loss_share", lossShare);
        share("friction_share", frictionShare);
        share("review_catch", reviewCatch);
        share("review_false_decline", reviewFalseDecline);
        money("loss_fee", lossFee);
        money("friction_fee", frictionFee);
        money("review_cost", reviewCost);
        money("review_slot_price", reviewSlotPrice);
        queue("review_queue", reviewQueue);
        if (declineQueue != null) {
            queue("decline_queue", declineQueue);
        }
        if (lossShare + lossFee <= 0 || frictionShare + frictionFee <= 0) {
            throw new IllegalArgumentException(
                    "loss_share + loss_fee and friction_share + friction_fee must be above 0: with no cost on one side"
                            + " every payment gets the same action");
        }
    }

    /** A starting point: all of a fraud and a 15.00 fee lost; a wrong decline costs 5 % of the amount and 2.00; review 4.00. */
    public static Policy standard(String currency) {
        return new Policy("default", 0, currency, 1.0, 15.0, 0.05, 2.0, 4.0, 0.9, 0.02, 0.0, "review", null);
    }

    /**
     * Refuses a payment in another currency: its amount cannot be priced here, nor added up with the others.
     *
     * @throws InvalidRecordException naming both currencies
     */
    public void checkCurrency(Transaction transaction) {
        if (!transaction.currency().equals(currency)) {
            throw InvalidRecordException.field(
                    "currency", transaction.currency(), currency + ", the currency of policy " + id);
        }
    }

    /** L(a): loss when a payment of this amount is approved and is fraud, major units. */
    public double lossIfFraud(double amount) {
        return lossShare * amount + lossFee;
    }

    /** F(a): cost when a payment of this amount is declined and is legitimate, major units. */
    public double frictionIfLegitimate(double amount) {
        return frictionShare * amount + frictionFee;
    }

    /** Thresholds for one amount. */
    public Thresholds thresholds(double amount) {
        double loss = lossIfFraud(amount);
        double friction = frictionIfLegitimate(amount);
        double catches = reviewCatch * loss + reviewFalseDecline * friction;
        double spared = (1 - reviewFalseDecline) * friction;
        double low = (reviewCost + reviewSlotPrice + reviewFalseDecline * friction) / catches;
        double high = (spared - reviewCost - reviewSlotPrice) / (spared + (1 - reviewCatch) * loss);
        if (catches > 0 && low < high) {
            return new Thresholds(low, high);
        }
        double two = loss > 0 ? friction / (friction + loss) : 1;
        return new Thresholds(two, two);
    }

    /**
     * Thresholds on the probability at the base rate in force.
     *
     * @param review review from here
     * @param decline decline above here; equal to {@code review} when there is no review band
     */
    public record Thresholds(double review, double decline) {
        public Action action(double probability) {
            if (probability > decline) {
                return Action.DECLINE;
            }
            return probability >= review && review < decline ? Action.REVIEW : Action.APPROVE;
        }
    }

    /** Expected cost of an action at a probability, major units. With p = 0 or 1 it is the cost that was realised. */
    public double expectedCost(Action action, double probability, double amount) {
        double loss = lossIfFraud(amount);
        double friction = frictionIfLegitimate(amount);
        double p = probability;
        return switch (action) {
            case APPROVE -> p * loss;
            case DECLINE -> (1 - p) * friction;
            case REVIEW -> reviewCost + p * (1 - reviewCatch) * loss + (1 - p) * reviewFalseDecline * friction;
        };
    }

    /** v = min(p·L, (1-p)·F) - c: what a review is expected to save, major units; alerts are worked by it. */
    public double valueAtStake(double probability, double amount) {
        return Math.min(probability * lossIfFraud(amount), (1 - probability) * frictionIfLegitimate(amount))
                - reviewCost;
    }

    /** The queue that an action's alert goes to; null when it raises none. */
    public @Nullable String queue(Action action) {
        return switch (action) {
            case APPROVE -> null;
            case REVIEW -> reviewQueue;
            case DECLINE -> declineQueue;
        };
    }

    /** All queues that this policy can send an alert to. */
    public List<String> queues() {
        return declineQueue == null ? List.of(reviewQueue) : List.of(reviewQueue, declineQueue);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: 0 to 1");
        }
    }

    private static void money(String name, double value) {
        if (!(value >= 0 && value < 1e12)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: 0 or more, major units");
        }
    }

    private static void queue(String name, String value) {
        if (!value.matches(QUEUE_NAME)) {
            throw new IllegalArgumentException(
                    name + " is \"" + value + "\"; allowed: lower-case letters, digits, - and _, at most 64");
        }
    }
}
