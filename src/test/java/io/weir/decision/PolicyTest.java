package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Transaction;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final Policy.Costs COSTS = new Policy.Costs(1, 15, 0.05, 2);

    private static Policy policy(Policy.Costs costs, Policy.Review review) {
        return new Policy("p", 1, "USD", costs, review, Policy.Routing.reviews("review"), Rules.NONE);
    }

    private static Policy twoWay(double friction, double loss) {
        // reviews so dear that there is no band
        return policy(new Policy.Costs(0, loss, 0, friction), new Policy.Review(1e6, 0.9, 0.02, 0, UNLIMITED));
    }

    @Test
    void two_way_threshold_is_friction_over_friction_and_loss() {
        Policy.Thresholds thresholds = twoWay(5, 500).thresholds(123);
        assertThat(thresholds.decline()).isCloseTo(0.00990, within(5e-6));
        assertThat(thresholds.review()).isEqualTo(thresholds.decline());
        assertThat(thresholds.action(0.0099)).isEqualTo(Action.APPROVE);
        assertThat(thresholds.action(0.00991)).isEqualTo(Action.DECLINE);
    }

    private static Policy random(SplittableRandom random, boolean freeSlots) {
        return policy(
                new Policy.Costs(
                        random.nextDouble(),
                        1 + 20 * random.nextDouble(),
                        random.nextDouble(0.3),
                        0.5 + 10 * random.nextDouble()),
                new Policy.Review(
                        5 * random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(0.2),
                        freeSlots ? 0 : 3 * random.nextDouble(),
                        UNLIMITED));
    }

    /** The band comes from closed forms; its slow twin compares the expected costs of the three actions. */
    @Test
    void action_is_the_one_of_least_expected_cost() {
        SplittableRandom random = new SplittableRandom(1);
        int reviews = 0;
        for (int i = 0; i < 200_000; i++) {
            Policy policy = random(random, i % 2 == 0);
            double amount = 1000 * random.nextDouble();
            double p = Math.pow(random.nextDouble(), 3);
            Action action = policy.thresholds(amount).action(p);
            double cost = priced(policy, action, p, amount);
            for (Action other : Action.values()) {
                assertThat(cost).isLessThanOrEqualTo(priced(policy, other, p, amount) + 1e-9);
            }
            reviews += action == Action.REVIEW ? 1 : 0;
        }
        assertThat(reviews).isGreaterThan(10_000);
    }

    /** Expected cost with the price of the review slot, which decides but is not paid. */
    private static double priced(Policy policy, Action action, double p, double amount) {
        double slot = action == Action.REVIEW ? policy.review().slotPrice() : 0;
        return policy.expectedCost(action, p, amount) + slot;
    }

    /** L = 115, F = 7. */
    @Test
    void value_at_stake_is_the_lesser_of_both_errors_less_the_review() {
        Policy dear = policy(COSTS, new Policy.Review(4, 0.9, 0.02, 3, UNLIMITED));
        assertThat(dear.valueAtStake(0.05, 100)).as("0.05 · 115 - 4").isCloseTo(1.75, within(1e-12));
        assertThat(dear.valueAtStake(0.2, 100)).as("0.8 · 7 - 4").isCloseTo(1.6, within(1e-12));
        assertThat(dear.valueAtStake(0, 100)).isEqualTo(-4);
    }

    @Test
    void thresholds_nothing_to_lose_approve_without_a_band() {
        for (double reviewCost : new double[] {0, 4}) {
            Policy shares =
                    policy(new Policy.Costs(1, 0, 0.05, 0), new Policy.Review(reviewCost, 0.9, 0.02, 0, UNLIMITED));
            assertThat(shares.thresholds(0)).isEqualTo(new Policy.Thresholds(1, 1));
            assertThat(shares.thresholds(0).action(1)).isEqualTo(Action.APPROVE);
            assertThat(shares.valueAtStake(0.5, 0)).isEqualTo(-reviewCost);
        }
    }

    @Test
    void thresholds_review_that_catches_nothing_is_never_chosen() {
        for (double reviewCost : new double[] {0, 4}) {
            Policy blind = policy(COSTS, new Policy.Review(reviewCost, 0, 0, 0, UNLIMITED));
            assertThat(blind.thresholds(100)).isEqualTo(new Policy.Thresholds(7 / 122.0, 7 / 122.0));
            assertThat(blind.thresholds(100).action(7 / 122.0)).isEqualTo(Action.APPROVE);
            assertThat(blind.thresholds(100).action(0.06)).isEqualTo(Action.DECLINE);
        }
    }

    @Test
    void dearer_review_slots_narrow_the_band() {
        Policy free = Policy.standard("USD");
        Policy dear = policy(COSTS, new Policy.Review(4, 0.9, 0.02, 3, UNLIMITED));
        assertThat(dear.thresholds(400).review())
                .isGreaterThan(free.thresholds(400).review());
        assertThat(dear.thresholds(400).decline())
                .isLessThan(free.thresholds(400).decline());
    }

    @Test
    void realised_cost_is_the_expected_cost_at_certainty() {
        Policy policy = Policy.standard("USD");
        assertThat(policy.expectedCost(Action.APPROVE, 1, 100)).isEqualTo(115);
        assertThat(policy.expectedCost(Action.APPROVE, 0, 100)).isZero();
        assertThat(policy.expectedCost(Action.DECLINE, 0, 100)).isEqualTo(7);
        assertThat(policy.expectedCost(Action.REVIEW, 1, 100)).isCloseTo(4 + 0.1 * 115, within(1e-12));
        assertThat(policy.expectedCost(Action.REVIEW, 0, 100)).isCloseTo(4 + 0.02 * 7, within(1e-12));
    }

    @Test
    void payment_in_another_currency_is_refused() {
        Transaction euros = new Transaction("1", "a", "m", 1, 100, "EUR", Map.of(), Map.of());
        assertThatThrownBy(() -> Policy.standard("USD").checkCurrency(euros))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("currency is \"EUR\"; allowed: USD, the currency of policy default");
        Policy.standard("EUR").checkCurrency(euros);
    }

    @Test
    void setting_out_of_range_is_refused_by_name() {
        assertThatThrownBy(() -> new Policy.Costs(1.2, 0, 0, 1)).hasMessage("loss_share is 1.2; allowed: 0 to 1");
        assertThatThrownBy(() -> Policy.Routing.reviews("Review Now"))
                .hasMessageContaining("review_queue is \"Review Now\"");
        assertThatThrownBy(() -> new Policy.Routing("review", null, "new", 2))
                .hasMessage("novelty_share is 2.0; allowed: 0 to 1");
        assertThatThrownBy(() -> new Policy.Review(4, 0.9, 0.02, 0, 0))
                .hasMessage("review_capacity_per_day is 0.0; allowed: above 0");
        assertThatThrownBy(() -> Policy.standard("US")).hasMessageContaining("currency is \"US\"");
    }

    /** The band is where a review gains more than its slot is worth. */
    @Test
    void review_is_chosen_exactly_where_its_gain_exceeds_the_slot_price() {
        SplittableRandom random = new SplittableRandom(2);
        int reviews = 0;
        for (int i = 0; i < 200_000; i++) {
            Policy policy = random(random, i % 2 == 0);
            double amount = 1000 * random.nextDouble();
            double p = Math.pow(random.nextDouble(), 3);
            double surplus = policy.reviewGain(p, amount) - policy.review().slotPrice();
            if (Math.abs(surplus) > 1e-9) {
                assertThat(policy.thresholds(amount).action(p) == Action.REVIEW).isEqualTo(surplus > 0);
                reviews += surplus > 0 ? 1 : 0;
            }
        }
        assertThat(reviews).isGreaterThan(10_000);
    }

    @Test
    void reviewGain_of_an_analyst_who_never_errs_is_the_value_at_stake() {
        Policy policy = policy(COSTS, new Policy.Review(4, 1, 0, 0, UNLIMITED));
        for (double p : new double[] {0, 0.03, 0.057, 0.3, 1}) {
            assertThat(policy.reviewGain(p, 100)).isCloseTo(policy.valueAtStake(p, 100), within(1e-12));
        }
    }

    @Test
    void atSlotPrice_takes_the_higher_of_the_two() {
        Policy dear = policy(COSTS, new Policy.Review(4, 0.9, 0.02, 3, UNLIMITED));
        assertThat(dear.atSlotPrice(2)).isEqualTo(dear);
        assertThat(dear.atSlotPrice(5)).isEqualTo(policy(COSTS, new Policy.Review(4, 0.9, 0.02, 5, UNLIMITED)));
    }

    @Test
    void queues_are_all_that_actions_rules_and_novelty_name_once_each() {
        Rules rules = new Rules(
                Map.of(),
                List.of(
                        rule("a", Rules.Then.DECLINE, "hot"),
                        rule("b", Rules.Then.REVIEW, "review"),
                        rule("c", Rules.Then.APPROVE, null)));
        Policy policy = new Policy(
                "p",
                1,
                "USD",
                COSTS,
                Policy.standard("USD").review(),
                new Policy.Routing("review", "declined", "novel", 0.001),
                rules);
        assertThat(policy.queues()).containsExactly("review", "declined", "novel", "hot");
        assertThat(policy.noveltyQueue(0.999)).isEqualTo("novel");
        assertThat(policy.noveltyQueue(0.9989)).isNull();
    }

    private static Rules.Rule rule(String name, Rules.Then then, @Nullable String queue) {
        return new Rules.Rule(name, List.of(Condition.is("account", "a")), then, queue);
    }
}
