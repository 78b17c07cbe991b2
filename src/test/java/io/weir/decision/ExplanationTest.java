package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.World;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.Decision.Suspicion;
import io.weir.transaction.Transaction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Amount 400: L = 415, F = 22; a review costs 4 and its slot 1, s = 0.9, f = 0.02. */
class ExplanationTest {

    private static final Policy POLICY = Policy.standard("USD").atSlotPrice(1);

    private static Decision decision(
            double p, BaseRateInForce rate, Suspicion suspicion, Policy.@Nullable Review review, Route route) {
        return decision(p, rate, suspicion, review, route, POLICY.thresholds(400));
    }

    private static Decision decision(
            double p,
            BaseRateInForce rate,
            Suspicion suspicion,
            Policy.@Nullable Review review,
            Route route,
            Policy.Thresholds thresholds) {
        return new Decision(
                new Transaction("t", "a", "m", 1, 40_000, "USD", Map.of(), Map.of()),
                new double[0],
                suspicion,
                0,
                0.031,
                p,
                rate,
                thresholds,
                review,
                route.action,
                route.rule,
                route.queue,
                415,
                22,
                0,
                0,
                List.of(),
                "0123456789ab",
                "default",
                1,
                1);
    }

    private record Route(
            Action action, @Nullable String rule, @Nullable String queue) {}

    private static final BaseRateInForce STILL = new BaseRateInForce(0, 0.01, 0);
    private static final Suspicion PASSED = new Suspicion(0.6, 0.9997, 0.9, List.of("forest", "rule"), 0.01);
    private static final Suspicion HELD = new Suspicion(0.4, 0.5, 0.5, List.of(), 0.01);

    @Test
    void review_is_explained_with_the_arithmetic_of_its_thresholds() {
        Decision decision = decision(
                0.05,
                new BaseRateInForce(12, 0.02, 0.5),
                PASSED,
                POLICY.review(),
                new Route(Action.REVIEW, null, "review"));
        assertThat(Explanation.of(decision))
                .containsExactly(
                        "p = 0.05000: stage two, passed by forest, rule, moved from 0.03100 by +0.500 of log-odds to a base"
                                + " rate of 0.02000 (version 12)",
                        "amount 400.00 USD: L = 415.00 is lost if it is approved and fraud, F = 22.00 if it is declined and"
                                + " good",
                        "review from p = (c + μ + f·F) / (s·L + f·F) = (4.00 + 1.00 + 0.02·22.00) / (0.9·415.00 +"
                                + " 0.02·22.00) = 0.01455: a review costs 4.00, its slot is worth 1.00, and it catches 90 %"
                                + " of the 415.00 at risk",
                        "decline above p = ((1-f)·F - c - μ) / ((1-f)·F + (1-s)·L) = (0.98·22.00 - 4.00 - 1.00) /"
                                + " (0.98·22.00 + 0.1·415.00) = 0.2626: from there the fraud that a review lets through"
                                + " costs more than the good payments it saves",
                        "expected cost: approve p·L = 20.75, review c + p·(1-s)·L + (1-p)·f·F = 6.49 and a slot worth 1.00,"
                                + " decline (1-p)·F = 20.90",
                        "review by cost, queue review");
    }

    @Test
    void thresholds_in_the_text_are_those_of_the_decision() {
        assertThat(5.44 / (0.9 * 415 + 0.44)).isEqualTo(POLICY.thresholds(400).review());
        assertThat(POLICY.thresholds(400).review()).isBetween(0.014545, 0.014555);
        assertThat(POLICY.thresholds(400).decline()).isBetween(0.26255, 0.26265);
    }

    @Test
    void rule_is_named_with_what_costs_would_have_done() {
        Decision decision =
                decision(0.05, STILL, HELD, POLICY.review(), new Route(Action.DECLINE, "stolen cards", "hot"));
        assertThat(Explanation.of(decision))
                .startsWith("p = 0.05000: stage one's cheap model, held back from stage two")
                .endsWith("decline by rule stolen cards; by cost it would be review, queue hot");
    }

    @Test
    void novelty_says_how_anomalous_it_is() {
        Decision decision = decision(0.001, STILL, PASSED, POLICY.review(), new Route(Action.APPROVE, null, "novel"));
        assertThat(Explanation.of(decision))
                .endsWith("approve; but more anomalous than 99.970 % of the training transactions, queue novel");
    }

    @Test
    void old_decision_without_review_costs_shows_its_thresholds_alone() {
        Decision decision = decision(0.001, STILL, PASSED, null, new Route(Action.APPROVE, null, null));
        assertThat(Explanation.of(decision))
                .contains("review from p ≥ 0.01455, decline above 0.2626")
                .endsWith("approve by cost");
    }

    @Test
    void frozenWorld_keeps_the_arithmetic_true_and_says_how_much_wider_the_band_is() {
        Decision decision = decision(
                0.05,
                new BaseRateInForce(12, 0.02, 0.5, World.FROZEN, true, null),
                PASSED,
                POLICY.review(),
                new Route(Action.REVIEW, null, "review"),
                POLICY.thresholds(400).widened(Policy.DOUBT));

        List<String> lines = Explanation.of(decision);
        assertThat(lines.subList(1, 3))
                .containsExactly(
                        "the world is frozen: payments or reports differ from those of the calibration window, and the"
                                + " probability is in doubt",
                        "the base rate is stale: a version after 12 should have been there");
        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line).startsWith("review from p = ").contains(" = 0.01455: "))
                .anySatisfy(line ->
                        assertThat(line).startsWith("decline above p = ").contains(" = 0.2626: "))
                .contains("review band ends higher by a factor of 1.05 of the odds, the world being frozen:"
                        + " review from p = 0.01455, decline above p = 0.2722");
        // Odds 0.2626 / 0.7374 * 1.05.
        assertThat(decision.thresholds().decline()).isBetween(0.2721, 0.2723);
    }

    @Test
    void watchedWorld_says_so_and_widens_nothing() {
        Decision decision = decision(
                0.05,
                new BaseRateInForce(12, 0.02, 0.5, World.WATCH, false, null),
                PASSED,
                POLICY.review(),
                new Route(Action.REVIEW, null, "review"));
        assertThat(Explanation.of(decision))
                .contains("the world is watched: payments or reports may differ from those of the calibration window")
                .noneMatch(line -> line.contains("wider"));
    }

    @Test
    void frozenWorld_without_a_band_has_none_to_widen() {
        Policy dear = POLICY.atSlotPrice(100);
        Decision decision = decision(
                0.03,
                new BaseRateInForce(12, 0.01, 0, World.FROZEN, false, null),
                PASSED,
                dear.review(),
                new Route(Action.APPROVE, null, null),
                dear.thresholds(400).widened(Policy.DOUBT));
        assertThat(Explanation.of(decision))
                .contains("decline above p = F / (F + L) = 22.00 / (22.00 + 415.00) = 0.05034; a review pays at no p")
                .contains("no review band to widen");
    }

    @Test
    void command_is_named_as_what_set_the_base_rate() {
        Decision decision = decision(
                0.05,
                new BaseRateInForce(12, 0.02, 0.5, World.NORMAL, false, "override-1f"),
                PASSED,
                POLICY.review(),
                new Route(Action.REVIEW, null, "review"));
        assertThat(Explanation.of(decision).subList(0, 2))
                .containsExactly(
                        "p = 0.05000: stage two, passed by forest, rule, moved from 0.03100 by +0.500 of log-odds to a base"
                                + " rate of 0.02000 (ordered)",
                        "the base rate of 0.02000 is what an operator ordered: command override-1f");
    }

    @Test
    void noBand_names_the_two_way_threshold() {
        Policy dear = POLICY.atSlotPrice(100);
        Decision d = decision(0.03, STILL, PASSED, dear.review(), new Route(Action.APPROVE, null, null));
        Decision decision = new Decision(
                d.transaction(),
                d.features(),
                d.suspicion(),
                d.rawScore(),
                d.calibrated(),
                d.probability(),
                d.baseRate(),
                dear.thresholds(400),
                d.review(),
                d.action(),
                d.rule(),
                d.queue(),
                d.lossIfFraud(),
                d.frictionIfLegitimate(),
                d.expectedCost(),
                d.valueAtStake(),
                d.reasons(),
                d.bundleVersion(),
                d.policyId(),
                d.policyVersion(),
                d.outcomePropensity());
        assertThat(Explanation.of(decision))
                .contains("decline above p = F / (F + L) = 22.00 / (22.00 + 415.00) = 0.05034; a review pays at no p");
    }
}
