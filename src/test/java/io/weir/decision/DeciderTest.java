package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Reason.Stage;
import io.weir.decision.Rules.Rule;
import io.weir.decision.Rules.Then;
import io.weir.feature.Evidence;
import io.weir.testing.BaseRates;
import io.weir.testing.Handbook;
import io.weir.transaction.Transaction;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every expected number is worked out from {@link TinyBundle} and the standard policy. */
class DeciderTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    private static final FilterCut ALL_BY_FOREST = new FilterCut(false, 0, 1, 0.25);
    private static final FilterCut NOTHING = new FilterCut(false, 1, 1, 0);
    private static final FilterCut AUDIT_ONLY = new FilterCut(false, 1, 1, 1);
    private static final Policy POLICY = Policy.standard("EUR");
    /** Stage two's log-odds of {@link #atNight}, of amount 400: -3 + 2 + 0.75 + 0.25 - 1, then -0.75. */
    private static final double CALIBRATED = 1 / (1 + Math.exp(-(0.8 * (-1 - 0.75) + 0.1)));

    private static Transaction payment(String time, long cents) {
        return new Transaction("t", "a", "m", Instant.parse(time).toEpochMilli(), cents, "EUR", Map.of(), Map.of());
    }

    private static Transaction atNight() {
        return payment("2025-03-04T03:00:00Z", 40_000);
    }

    private static Decision decide(FilterCut filter, Transaction transaction, @Nullable BaseRateVersion published) {
        BaseRateNow now = published == null ? BaseRateNow.NONE : new BaseRateNow(published, null);
        return new Decider(TinyBundle.of(filter), "0123456789ab").decide(transaction, first(transaction), POLICY, now);
    }

    /** The account's first payment, at a merchant that has none. */
    private static Evidence first(Transaction transaction) {
        double mean = transaction.amount();
        double[] values = Arrays.copyOf(Handbook.catalogue().start(transaction), 15);
        double[] account = {1, mean, 1, mean, 1, mean};
        System.arraycopy(account, 0, values, 3, 6);
        Arrays.fill(values, 9, 15, 0);
        return new Evidence(values);
    }

    private static BaseRateVersion version(double deployed, double reference) {
        return BaseRates.version(7, atNight().timeMillis(), deployed, reference);
    }

    @Test
    void passed_transaction_is_scored_by_stage_two_and_priced_by_the_policy() {
        Decision decision = decide(ALL_BY_FOREST, atNight(), null);
        double p = CALIBRATED;
        assertThat(decision.features()).containsExactly(400, 0, 1, 1, 400, 1, 400, 1, 400, 0, 0, 0, 0, 0, 0);
        assertThat(decision.suspicion().passedBy()).containsExactly("forest");
        assertThat(decision.suspicion().auditPropensity()).isEqualTo(0.25);
        assertThat(decision.rawScore()).isCloseTo(-1, CLOSE);
        assertThat(decision.calibrated()).isCloseTo(p, CLOSE);
        assertThat(decision.probability()).isCloseTo(p, CLOSE);
        assertThat(decision.baseRate()).isEqualTo(new BaseRateInForce(0, 0.01, 0));
        assertThat(decision.lossIfFraud()).isEqualTo(415);
        assertThat(decision.frictionIfLegitimate()).isEqualTo(22);
        assertThat(decision.thresholds().review()).isCloseTo((4 + 0.02 * 22) / (0.9 * 415 + 0.02 * 22), CLOSE);
        assertThat(decision.thresholds().decline()).isCloseTo((0.98 * 22 - 4) / (0.98 * 22 + 0.1 * 415), CLOSE);
        assertThat(decision.action()).isEqualTo(Action.REVIEW);
        assertThat(decision.queue()).isEqualTo("review");
        assertThat(decision.expectedCost()).isCloseTo(4 + p * 41.5 + (1 - p) * 0.44, CLOSE);
        assertThat(decision.valueAtStake()).isCloseTo((1 - p) * 22 - 4, CLOSE);
        assertThat(decision.bundleVersion()).isEqualTo("0123456789ab");
        assertThat(decision.policyId()).isEqualTo("default");
    }

    @Test
    void reasons_of_stage_two_are_its_three_largest_contributions_by_size() {
        Decision decision = decide(ALL_BY_FOREST, atNight(), null);
        double forestScore = decision.suspicion().forestScore();
        assertThat(of(Stage.ENSEMBLE, decision))
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(List.of(
                        new Reason(
                                Stage.ENSEMBLE,
                                "amount",
                                400,
                                1.875,
                                "amount 400.00, 1 times this account's mean over 30 days (this one included)"),
                        new Reason(
                                Stage.ENSEMBLE,
                                "forest_score",
                                forestScore,
                                -1,
                                String.format(
                                        Locale.ROOT,
                                        "anomaly score %.3f, more than that of %.3f %% of the training transactions",
                                        forestScore,
                                        100 * decision.suspicion().forestRank())),
                        new Reason(Stage.ENSEMBLE, "night", 1, 0.75, "at night, before 07:00 UTC")));
    }

    private static List<Reason> of(Stage stage, Decision decision) {
        return decision.reasons().stream().filter(r -> r.stage() == stage).toList();
    }

    @Test
    void reasons_of_the_forest_are_the_two_that_made_it_most_anomalous_and_come_last() {
        Decision decision = decide(ALL_BY_FOREST, atNight(), null);
        double[] contributions = TinyBundle.of(ALL_BY_FOREST).forest().contributions(decision.features());
        double[] largest = Arrays.stream(contributions)
                .filter(c -> c > 0)
                .map(c -> -c)
                .sorted()
                .map(c -> -c)
                .limit(2)
                .toArray();
        assertThat(of(Stage.FOREST, decision)).extracting(Reason::contribution).containsExactly(box(largest));
        assertThat(decision.reasons())
                .hasSize(5)
                .endsWith(of(Stage.FOREST, decision).toArray(new Reason[0]));
        assertThat(decision.reasons()).allSatisfy(r -> assertThat(r.text()).isNotBlank());
        assertThat(decide(ALL_BY_FOREST, atNight(), null).reasons()).isEqualTo(decision.reasons());
    }

    private static Double[] box(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    @Test
    void approved_transaction_has_no_reasons_and_no_queue() {
        Decision decision = decide(ALL_BY_FOREST, payment("2025-03-04T12:00:00Z", 500), null);
        assertThat(decision.rawScore()).isCloseTo(-3 - 0.5 - 0.25 + 0.25 - 1, CLOSE);
        assertThat(decision.action()).isEqualTo(Action.APPROVE);
        assertThat(decision.reasons()).isEmpty();
        assertThat(decision.queue()).isNull();
    }

    @Test
    void held_back_transaction_has_the_cheap_models_probability_and_its_largest_terms() {
        Decision decision = decide(NOTHING, atNight(), null);
        double cheap = TinyBundle.of(NOTHING).cheap().logit(decision.features());
        double p = 1 / (1 + Math.exp(-(0.5 * cheap + 4)));
        assertThat(decision.suspicion().passedBy()).isEmpty();
        assertThat(decision.rawScore()).isNaN();
        assertThat(decision.calibrated()).isCloseTo(p, CLOSE);
        assertThat(decision.probability()).isCloseTo(p, CLOSE);
        assertThat(decision.action()).isEqualTo(Action.DECLINE);
        assertThat(decision.expectedCost()).isCloseTo((1 - p) * 22, CLOSE);
        double[] terms = TinyBundle.of(NOTHING).cheap().contributions(decision.features());
        double[] sizes =
                Arrays.stream(terms).map(term -> -Math.abs(term)).sorted().toArray();
        assertThat(of(Stage.CHEAP, decision))
                .extracting(r -> -Math.abs(r.contribution()))
                .containsExactly(sizes[0], sizes[1], sizes[2]);
        assertThat(of(Stage.ENSEMBLE, decision)).isEmpty();
        assertThat(of(Stage.FOREST, decision)).isNotEmpty();
    }

    @Test
    void audited_transaction_is_scored_as_one_that_passed() {
        Decision decision = decide(AUDIT_ONLY, atNight(), null);
        assertThat(decision.suspicion().passedBy()).containsExactly("audit");
        assertThat(decision.calibrated()).isCloseTo(CALIBRATED, CLOSE);
        assertThat(of(Stage.ENSEMBLE, decision)).hasSize(3);
    }

    @Test
    void published_base_rate_moves_the_probability_from_the_bundles_own_and_leaves_the_thresholds() {
        Decision still = decide(ALL_BY_FOREST, atNight(), null);
        Decision moved = decide(ALL_BY_FOREST, atNight(), version(0.03, 0.005));
        double a = 0.03 * 0.99 / (0.01 * 0.97);
        double p = CALIBRATED;
        assertThat(moved.baseRate().version()).isEqualTo(7);
        assertThat(moved.baseRate().rate()).isEqualTo(0.03);
        assertThat(moved.baseRate().shift()).isCloseTo(Math.log(a), CLOSE);
        assertThat(moved.calibrated()).isEqualTo(still.calibrated());
        assertThat(moved.probability()).isCloseTo(a * p / (a * p + 1 - p), CLOSE);
        assertThat(moved.thresholds()).isEqualTo(still.thresholds());
        assertThat(moved.action()).isEqualTo(Action.DECLINE);
    }

    @Test
    void published_base_rate_that_stayed_at_its_reference_moves_nothing() {
        Decision decision = decide(ALL_BY_FOREST, atNight(), version(0.005, 0.005));
        assertThat(decision.baseRate()).isEqualTo(new BaseRateInForce(7, 0.01, 0));
        assertThat(decision.probability()).isEqualTo(decision.calibrated());
    }

    @Test
    void exploration_letsItsShareOfWhatCostWouldDeclineThroughAndSaysHowLikelyThatWas() {
        Decider decider = new Decider(TinyBundle.of(ALL_BY_FOREST), "0123456789ab");
        Policy exploring = new Policy(
                "default",
                0,
                "EUR",
                POLICY.costs(),
                POLICY.review(),
                POLICY.routing(),
                Rules.NONE,
                new Policy.Exploration(0.1, 400));
        BaseRateNow fraudulent = new BaseRateNow(version(0.3, 0.005), null);
        int explored = 0;
        for (int i = 0; i < 2_000; i++) {
            Transaction t =
                    new Transaction("t" + i, "a", "m", atNight().timeMillis(), 40_000, "EUR", Map.of(), Map.of());
            Decision decision = decider.decide(t, first(t), exploring, fraudulent);
            assertThat(decision.thresholds().action(decision.probability())).isEqualTo(Action.DECLINE);
            assertThat(decision.outcomePropensity()).isEqualTo(0.1);
            explored += decision.action() == Action.APPROVE ? 1 : 0;
        }
        assertThat(explored).isBetween(160, 240);
        Transaction large = new Transaction("t", "a", "m", atNight().timeMillis(), 40_001, "EUR", Map.of(), Map.of());
        Decision decision = decider.decide(large, first(large), exploring, fraudulent);
        assertThat(decision.action()).isEqualTo(Action.DECLINE);
        assertThat(decision.outcomePropensity()).isZero();
    }

    private static Policy with(Policy.Routing routing, Rule... rules) {
        return new Policy(
                "default", 0, "EUR", POLICY.costs(), POLICY.review(), routing, new Rules(Map.of(), List.of(rules)));
    }

    private static Rule large(String name, Then then, @Nullable String queue) {
        return new Rule(name, List.of(Condition.compared("amount", Condition.Test.ABOVE, 100)), then, queue);
    }

    private static Decision decide(FilterCut filter, Policy policy) {
        return new Decider(TinyBundle.of(filter), "0123456789ab")
                .decide(atNight(), first(atNight()), policy, BaseRateNow.NONE);
    }

    @Test
    void rule_decides_whatever_the_cost_and_the_rest_is_as_without_it() {
        Policy.Routing routing = new Policy.Routing("review", "declined", null, 0);
        Decision plain = decide(ALL_BY_FOREST, with(routing));
        Decision declined = decide(ALL_BY_FOREST, with(routing, large("big", Then.DECLINE, null)));
        double p = CALIBRATED;
        assertThat(plain.rule()).isNull();
        assertThat(declined.rule()).isEqualTo("big");
        assertThat(declined.action()).isEqualTo(Action.DECLINE);
        assertThat(declined.queue()).isEqualTo("declined");
        assertThat(declined.expectedCost()).isCloseTo((1 - p) * 22, CLOSE);
        assertThat(declined.reasons()).isEqualTo(plain.reasons());
        assertThat(declined)
                .usingRecursiveComparison()
                .ignoringFields("rule", "action", "queue", "expectedCost", "outcomePropensity")
                .isEqualTo(plain);
        assertThat(decide(ALL_BY_FOREST, with(routing, large("big", Then.REVIEW, "hot"))))
                .satisfies(decision -> assertThat(decision.queue()).isEqualTo("hot"))
                .satisfies(decision -> assertThat(decision.rule()).isEqualTo("big"));
        Decision approved = decide(ALL_BY_FOREST, with(routing, large("big", Then.APPROVE, null)));
        assertThat(approved.action()).isEqualTo(Action.APPROVE);
        assertThat(approved.expectedCost()).isCloseTo(p * 415, CLOSE);
        assertThat(approved.reasons()).isEmpty();
    }

    @Test
    void rule_that_passes_sends_to_stage_two_and_leaves_the_action_to_costs() {
        Decision decision = decide(NOTHING, with(POLICY.routing(), large("look", Then.PASS, null)));
        assertThat(decision.suspicion().passedBy()).containsExactly("rule");
        assertThat(decision.calibrated()).isCloseTo(CALIBRATED, CLOSE);
        assertThat(decision.action()).isEqualTo(Action.REVIEW);
        assertThat(decision.rule()).isNull();
    }

    @Test
    void rules_of_an_unknown_feature_are_refused() {
        Rule rule = new Rule(
                "r", List.of(Condition.compared("account_count_2d", Condition.Test.ABOVE, 1)), Then.PASS, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(NOTHING, with(POLICY.routing(), rule)))
                .withMessageStartingWith("rule r: field account_count_2d is unknown; did you mean account_count_1d or");
    }

    @Test
    void novel_payment_that_is_approved_raises_an_alert_and_stays_approved() {
        FilterCut open = new FilterCut(true, 0, 0, 0);
        double rank = decide(open, with(POLICY.routing())).suspicion().forestRank();
        Policy lenient = new Policy(
                "default",
                0,
                "EUR",
                new Policy.Costs(0.001, 0.01, 0.05, 2),
                POLICY.review(),
                new Policy.Routing("review", null, "novel", 1 - rank),
                Rules.NONE);
        Decision novel = decide(open, lenient);
        assertThat(novel.action()).isEqualTo(Action.APPROVE);
        assertThat(novel.queue()).isEqualTo("novel");
        assertThat(novel.reasons())
                .extracting(Reason::stage)
                .as("for novelty the forest speaks first")
                .containsExactly(Stage.FOREST, Stage.FOREST, Stage.ENSEMBLE, Stage.ENSEMBLE, Stage.ENSEMBLE);
        Decision ordinary = decide(
                open,
                new Policy(
                        "default",
                        0,
                        "EUR",
                        lenient.costs(),
                        lenient.review(),
                        new Policy.Routing("review", null, "novel", Math.nextDown(1 - rank) - 1e-9),
                        Rules.NONE));
        assertThat(ordinary.queue()).isNull();
        Decision trusted = decide(
                open,
                new Policy(
                        "default",
                        0,
                        "EUR",
                        lenient.costs(),
                        lenient.review(),
                        lenient.routing(),
                        new Rules(Map.of(), List.of(large("trusted", Then.APPROVE, null)))));
        assertThat(trusted.queue()).as("a rule knows it").isNull();
    }

    @Test
    void slot_price_is_carried_and_narrows_the_band() {
        Decision decision = decide(ALL_BY_FOREST, POLICY.atSlotPrice(2));
        assertThat(decision.review()).isEqualTo(new Policy.Review(4, 0.9, 0.02, 2, Double.POSITIVE_INFINITY));
        assertThat(decision.thresholds().review()).isCloseTo((4 + 2 + 0.44) / (0.9 * 415 + 0.44), CLOSE);
        assertThat(decision.expectedCost())
                .as("the slot's price is not paid")
                .isCloseTo(4 + CALIBRATED * 41.5 + (1 - CALIBRATED) * 0.44, CLOSE);
    }
}
