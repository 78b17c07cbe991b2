package io.weir.decision;

import io.weir.baserate.World;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Transaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Costs that turn a probability into the action of least expected cost (Elkan 2001, by amount, with a review band), and the
 * rules that come before them.
 *
 * @param id name of the policy
 * @param version rises with each change; 0 for the one inside a bundle
 * @param currency ISO 4217 code of all money here
 * @param costs what wrong decisions cost
 * @param review what a review costs and achieves, and how many there can be
 * @param routing which alerts go to which queue
 * @param rules decide, or send to stage two, before costs do
 * @param exploration what is let through to learn what becomes of it
 */
public record Policy(
        String id,
        long version,
        String currency,
        Costs costs,
        Review review,
        Routing routing,
        Rules rules,
        Exploration exploration) {

    /** By this factor of the odds the review band grows upwards while the world is frozen or not yet trusted again. */
    static final double DOUBT = 1.05;

    /** @throws InvalidRecordException when the currency is not ISO 4217 */
    public Policy {
        Transaction.fractionDigits(currency);
    }

    /** Without exploration. */
    public Policy(String id, long version, String currency, Costs costs, Review review, Routing routing, Rules rules) {
        this(id, version, currency, costs, review, routing, rules, Exploration.NONE);
    }

    /**
     * What would be declined by cost and is let through all the same, by a hash of its id, so that what becomes of the declined
     * is known: their outcomes, weighted by 1 / share, keep the base rate unbiased. It costs the frauds among them.
     *
     * @param share of the payments that cost would decline, 0 to 1; 0: none
     * @param maxAmount only of those up to this amount, major units
     */
    public record Exploration(double share, double maxAmount) {

        /** Nothing that would be declined is let through. */
        public static final Exploration NONE = new Exploration(0, 0);

        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Exploration {
            PolicyValues.share("exploration_share", share);
            PolicyValues.money("exploration_max_amount", maxAmount);
        }

        /** Probability with which a payment that cost would decline is let through. */
        double propensity(double amount) {
            return amount <= maxAmount ? share : 0;
        }
    }

    /**
     * What wrong decisions cost: for an amount a, L(a) = lossShare·a + lossFee is lost when fraud is approved, F(a) =
     * frictionShare·a + frictionFee when a good payment is declined.
     *
     * @param lossShare share of the amount, 0 to 1
     * @param lossFee major units
     * @param frictionShare share of the amount, 0 to 1
     * @param frictionFee major units
     */
    public record Costs(double lossShare, double lossFee, double frictionShare, double frictionFee) {
        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Costs {
            PolicyValues.share("loss_share", lossShare);
            PolicyValues.money("loss_fee", lossFee);
            PolicyValues.share("friction_share", frictionShare);
            PolicyValues.money("friction_fee", frictionFee);
            if (lossShare + lossFee <= 0 || frictionShare + frictionFee <= 0) {
                throw new IllegalArgumentException(
                        "loss_share + loss_fee and friction_share + friction_fee must be above 0: with no cost on one"
                                + " side every payment gets the same action");
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
    }

    /**
     * What a review costs and achieves.
     *
     * @param cost c, major units
     * @param catches s: share of the frauds reviewed that it stops, 0 to 1
     * @param falseDecline f: share of the good payments reviewed that it declines, 0 to 1
     * @param slotPrice μ: price of a scarce slot, major units; it chooses and is not paid
     * @param perDay capacity: reviews that the analysts can do in a day; infinite: never the limit
     */
    public record Review(double cost, double catches, double falseDecline, double slotPrice, double perDay) {
        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Review {
            PolicyValues.money("review_cost", cost);
            PolicyValues.share("review_catch", catches);
            PolicyValues.share("review_false_decline", falseDecline);
            PolicyValues.money("review_slot_price", slotPrice);
            if (!(perDay > 0)) {
                throw new IllegalArgumentException("review_capacity_per_day is " + perDay + "; allowed: above 0");
            }
        }
    }

    /**
     * Which alerts go to which queue.
     *
     * @param review queue of reviewed payments
     * @param decline queue of declined payments; null: they raise no alert
     * @param novelty queue of payments that are approved and yet look like nothing seen before; null: none
     * @param noveltyShare the novelty queue's quota as a share of all traffic: it takes forest ranks from 1 - share on
     */
    public record Routing(
            String review,
            @Nullable String decline,
            @Nullable String novelty,
            double noveltyShare) {
        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Routing {
            PolicyValues.queue("review_queue", review);
            PolicyValues.queue("decline_queue", decline);
            PolicyValues.queue("novelty_queue", novelty);
            PolicyValues.share("novelty_share", noveltyShare);
            if (novelty != null && noveltyShare == 0) {
                throw new IllegalArgumentException(
                        "novelty_share is 0 with the novelty queue " + novelty + "; allowed: above 0, at most 1");
            }
        }

        /** Reviewed payments go to this queue, and nothing else raises an alert. */
        public static Routing reviews(String queue) {
            return new Routing(queue, null, null, 0);
        }
    }

    /** A starting point: all of a fraud and a 15.00 fee lost; a wrong decline costs 5 % of the amount and 2.00; review 4.00. */
    public static Policy standard(String currency) {
        return new Policy(
                "default",
                0,
                currency,
                new Costs(1.0, 15.0, 0.05, 2.0),
                new Review(4.0, 0.9, 0.02, 0.0, Double.POSITIVE_INFINITY),
                Routing.reviews("review"),
                Rules.NONE);
    }

    /** This policy while a review slot is worth a price, unless its own slot price is higher. */
    public Policy atSlotPrice(double price) {
        if (price <= review.slotPrice) {
            return this;
        }
        Review dearer = new Review(review.cost, review.catches, review.falseDecline, price, review.perDay);
        return new Policy(id, version, currency, costs, dearer, routing, rules, exploration);
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

    /** Thresholds for one amount. */
    public Thresholds thresholds(double amount) {
        double loss = costs.lossIfFraud(amount);
        double friction = costs.frictionIfLegitimate(amount);
        double catches = review.catches * loss + review.falseDecline * friction;
        double spared = (1 - review.falseDecline) * friction;
        double low = (review.cost + review.slotPrice + review.falseDecline * friction) / catches;
        double high = (spared - review.cost - review.slotPrice) / (spared + (1 - review.catches) * loss);
        if (catches > 0 && low < high) {
            return new Thresholds(low, high);
        }
        double two = loss > 0 ? friction / (friction + loss) : 1;
        return new Thresholds(two, two);
    }

    /** Thresholds for one amount; while the probabilities are in doubt, some of what would be declined is reviewed. */
    public Thresholds thresholds(double amount, World world) {
        Thresholds thresholds = thresholds(amount);
        return widens(world) ? thresholds.widened(DOUBT) : thresholds;
    }

    /** Whether the review band is wider in this world. */
    static boolean widens(World world) {
        return world == World.FROZEN || world == World.RECOVERED;
    }

    /**
     * Thresholds on the probability at the base rate in force.
     *
     * @param review review from here
     * @param decline decline above here; equal to {@code review} when there is no review band
     */
    public record Thresholds(double review, double decline) {

        /** With a review band that ends higher by a factor of the odds; without a band there stays none. */
        Thresholds widened(double factor) {
            return review < decline ? new Thresholds(review, odds(decline, factor)) : this;
        }

        private static double odds(double probability, double factor) {
            return factor * probability / (factor * probability + 1 - probability);
        }

        public Action action(double probability) {
            if (probability > decline) {
                return Action.DECLINE;
            }
            return probability >= review && review < decline ? Action.REVIEW : Action.APPROVE;
        }
    }

    /** Expected cost of an action at a probability, major units. With p = 0 or 1 it is the cost that was realised. */
    public double expectedCost(Action action, double probability, double amount) {
        double loss = costs.lossIfFraud(amount);
        double friction = costs.frictionIfLegitimate(amount);
        double p = probability;
        return switch (action) {
            case APPROVE -> p * loss;
            case DECLINE -> (1 - p) * friction;
            case REVIEW -> review.cost + p * (1 - review.catches) * loss + (1 - p) * review.falseDecline * friction;
        };
    }

    /**
     * g = min(p·L, (1-p)·F) - [c + p·(1-s)·L + (1-p)·f·F]: what a review saves over the better of approving and declining,
     * major units. The review band is where g exceeds μ, so the slots that are worth most are those of the largest g.
     */
    public double reviewGain(double probability, double amount) {
        double unreviewed = Math.min(
                expectedCost(Action.APPROVE, probability, amount), expectedCost(Action.DECLINE, probability, amount));
        return unreviewed - expectedCost(Action.REVIEW, probability, amount);
    }

    /**
     * v = min(p·L, (1-p)·F) - c: what a review by an analyst who errs in nothing would save, major units; alerts are worked
     * by it. It is {@link #reviewGain} where s = 1 and f = 0.
     */
    public double valueAtStake(double probability, double amount) {
        return Math.min(probability * costs.lossIfFraud(amount), (1 - probability) * costs.frictionIfLegitimate(amount))
                - review.cost;
    }

    /** The queue that an action's alert goes to; null when it raises none. */
    public @Nullable String queue(Action action) {
        return switch (action) {
            case APPROVE -> null;
            case REVIEW -> routing.review;
            case DECLINE -> routing.decline;
        };
    }

    /** The queue of an approved payment that is as anomalous as its forest rank says; null when it raises no alert. */
    public @Nullable String noveltyQueue(double forestRank) {
        return forestRank >= 1 - routing.noveltyShare ? routing.novelty : null;
    }

    /** All queues that this policy can send an alert to. */
    public List<String> queues() {
        Set<String> queues = new LinkedHashSet<>();
        queues.add(routing.review);
        add(queues, routing.decline);
        add(queues, routing.novelty);
        rules.rules().forEach(rule -> add(queues, rule.queue()));
        return List.copyOf(queues);
    }

    private static void add(Set<String> queues, @Nullable String queue) {
        if (queue != null) {
            queues.add(queue);
        }
    }
}
