package io.weir.decision;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateShift;
import io.weir.baserate.Champion;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.Decision.Suspicion;
import io.weir.decision.RuleBook.Verdict;
import io.weir.decision.Rules.Rule;
import io.weir.feature.Evidence;
import io.weir.transaction.IdHash;
import io.weir.transaction.Transaction;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one transaction: features, stage one, stage two, probability, base rate, costs, action. The one path that live,
 * replay and evaluation share; it depends on its arguments alone.
 */
public final class Decider {

    private static final long EXPLORATION_SALT = 0x4558_504CL;

    private final ModelBundle bundle;
    private final String bundleVersion;
    private final Champion champion;
    private final StageOne filter;
    private final Reasons reasons;
    /** Of the policy that decided last; several threads may each make it anew when the policy changes. */
    private volatile RuleBook rules;

    /** @param bundleVersion first 12 hex digits of the bundle's SHA-256, carried by each decision */
    public Decider(ModelBundle bundle, String bundleVersion) {
        this.bundle = bundle;
        this.bundleVersion = bundleVersion;
        this.champion = new Champion(
                bundleVersion, bundle.baseRate(), bundle.delays(), bundle.delaysBySource(), bundle.reference());
        this.filter = new StageOne(bundle);
        this.reasons = new Reasons(bundle);
        this.rules = book(bundle.policy().rules());
    }

    public ModelBundle bundle() {
        return bundle;
    }

    public String bundleVersion() {
        return bundleVersion;
    }

    /** What the estimate of the base rate starts from while this decides. */
    public Champion champion() {
        return champion;
    }

    /**
     * The decision of least expected cost, unless a rule of the policy decides.
     *
     * @param known what is known of the account and the merchant at the event time
     * @param published what holds of the base rate at the event time
     * @throws IllegalArgumentException when a rule names a feature that the bundle's catalogue does not have
     */
    public Decision decide(Transaction transaction, Evidence known, Policy policy, BaseRateNow published) {
        double[] features = bundle.catalogue().vector(transaction, known, bundle.encodings());
        BaseRateInForce baseRate = BaseRateInForce.of(published, transaction.timeMillis(), champion);
        return decide(
                transaction,
                features,
                policy,
                baseRate,
                (suspicion, novelty) -> reasons.of(transaction, known, features, suspicion, novelty));
    }

    /**
     * A decision once more, from what it recorded: features, base rate in force, price of a review. All is computed again but
     * the reasons, which say more of the profile than a decision keeps: they are taken over. Equal to it in every bit, unless it
     * was tampered with or decided by other code.
     *
     * @param policy that set its costs
     * @throws IllegalArgumentException when another bundle or policy decided it, or it has not recorded the price of a review
     */
    public Decision again(Decision logged, Policy policy) {
        Policy.Review review = logged.review();
        if (review == null) {
            throw new IllegalArgumentException(
                    "decision on " + logged.transaction().id() + " has no review; allowed: decisions that recorded it");
        }
        if (!logged.bundleVersion().equals(bundleVersion)
                || !logged.policyId().equals(policy.id())
                || logged.policyVersion() != policy.version()) {
            throw new IllegalArgumentException(
                    "decision on " + logged.transaction().id() + " is of bundle "
                            + logged.bundleVersion() + " and policy " + logged.policyId() + " " + logged.policyVersion()
                            + "; allowed: those of " + bundleVersion + " and " + policy.id() + " " + policy.version());
        }
        return decide(
                logged.transaction(),
                logged.features(),
                policy.atSlotPrice(review.slotPrice()),
                logged.baseRate(),
                (suspicion, novelty) -> logged.reasons());
    }

    /** Says why, of what is alerted. */
    private interface Why {
        List<Reason> reasons(Suspicion suspicion, boolean novelty);
    }

    private Decision decide(
            Transaction transaction, double[] features, Policy policy, BaseRateInForce baseRate, Why why) {
        Verdict verdict = rules(policy).judge(transaction, features);
        double cheapLogit = bundle.cheap().logit(features);
        Suspicion suspicion = filter.examine(transaction.id(), features, cheapLogit, verdict.passes());
        double raw = suspicion.passes()
                ? bundle.ensemble().margin(stageTwoRow(features, suspicion.forestScore()))
                : Double.NaN;
        double calibrated = suspicion.passes()
                ? bundle.passedCalibrator().probability(raw + bundle.correction())
                : bundle.heldCalibrator().probability(cheapLogit);
        double probability = BaseRateShift.posterior(calibrated, baseRate.shift());
        double amount = transaction.amount();
        Policy.Thresholds thresholds = policy.thresholds(amount, baseRate.world());
        Route route = route(policy, verdict.rule(), thresholds.action(probability), suspicion, transaction);
        return new Decision(
                transaction,
                features,
                suspicion,
                raw,
                calibrated,
                probability,
                baseRate,
                thresholds,
                policy.review(),
                route.action(),
                route.rule(),
                route.queue(),
                policy.costs().lossIfFraud(amount),
                policy.costs().frictionIfLegitimate(amount),
                policy.expectedCost(route.action(), probability, amount),
                policy.valueAtStake(probability, amount),
                route.alerts() ? why.reasons(suspicion, route.novelty()) : List.of(),
                bundleVersion,
                policy.id(),
                policy.version(),
                route.propensity());
    }

    /** Policies are few and long-lived: comparing long lists for each payment would cost more than the payment. */
    @SuppressWarnings("ReferenceEquality")
    private RuleBook rules(Policy policy) {
        RuleBook book = rules;
        if (book.rules() != policy.rules()) {
            book = book(policy.rules());
            rules = book;
        }
        return book;
    }

    private RuleBook book(Rules of) {
        return new RuleBook(of, bundle.catalogue().names());
    }

    /**
     * What becomes of a transaction, by which rule if any, and the queue that hears of it.
     *
     * @param propensity probability of an outcome
     */
    private record Route(
            Action action, @Nullable String rule, @Nullable String queue, double propensity) {
        boolean alerts() {
            return action != Action.APPROVE || queue != null;
        }

        /** Approved by cost, and looked at for being new. */
        boolean novelty() {
            return action == Action.APPROVE && queue != null && rule == null;
        }
    }

    /** A rule goes before the costs. What costs approve may still be new enough to be looked at; what a rule approves not. */
    private static Route route(
            Policy policy, @Nullable Rule rule, Action byCost, Suspicion suspicion, Transaction transaction) {
        if (rule != null && rule.then().action() != null) {
            Action action = rule.then().action();
            String queue = rule.queue() == null ? policy.queue(action) : rule.queue();
            return new Route(action, rule.name(), queue, action == Action.DECLINE ? 0 : 1);
        }
        return switch (byCost) {
            case APPROVE -> new Route(byCost, null, policy.noveltyQueue(suspicion.forestRank()), 1);
            case REVIEW -> new Route(byCost, null, policy.queue(byCost), 1);
            case DECLINE -> declined(policy, transaction);
        };
    }

    /** Declined by cost, unless exploration lets it through. */
    private static Route declined(Policy policy, Transaction transaction) {
        double propensity = policy.exploration().propensity(transaction.amount());
        return IdHash.unit(transaction.id(), EXPLORATION_SALT) < propensity
                ? new Route(Action.APPROVE, null, null, propensity)
                : new Route(Action.DECLINE, null, policy.queue(Action.DECLINE), propensity);
    }

    /** The row that stage two sees: the features, then the forest score. */
    public static double[] stageTwoRow(double[] features, double forestScore) {
        double[] row = Arrays.copyOf(features, features.length + 1);
        row[features.length] = forestScore;
        return row;
    }
}
