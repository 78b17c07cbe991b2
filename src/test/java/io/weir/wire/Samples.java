package io.weir.wire;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import io.weir.decision.Action;
import io.weir.decision.Condition;
import io.weir.decision.Decision;
import io.weir.decision.Outcome;
import io.weir.decision.Policy;
import io.weir.decision.Reason;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import io.weir.decision.Rules.Then;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of each kind; their bytes are frozen under golden/avro. */
final class Samples {

    static final Transaction TRANSACTION = new Transaction(
            "tx-1",
            "account-7",
            "merchant-ü",
            1_767_225_600_123L,
            5716,
            "USD",
            Map.of("distance_km", 12.5),
            Map.of("entry_mode", "chip"));

    static final Label LABEL = new Label("tx-1", "account-7", true, Label.Source.CHARGEBACK, 1_769_904_000_000L);

    static final DecisionRecord DECISION = new DecisionRecord(
            decision(2.25, List.of("forest", "cheap"), "review"), "champion", 1_767_225_600_200L, 1_767_225_600_204L);

    /** Held back by stage one: no raw score, no queue, nothing that passed it. */
    static final DecisionRecord HELD_BACK = new DecisionRecord(
            decision(Double.NaN, List.of(), null), "champion", 1_767_225_600_200L, 1_767_225_600_204L);

    static final Outcome OUTCOME = new Outcome(
            LABEL, "merchant-ü", 1_767_225_600_123L, 5716, "USD", Action.REVIEW, 0.31, 0.29, 12, "0123456789ab");

    static final BaseRateVersion BASE_RATE = new BaseRateVersion(
            "all",
            12,
            1_767_225_600_000L,
            1_767_240_000_000L,
            1_767_261_600_000L,
            0.0021,
            0.0015,
            0.0028,
            new BaseRateVersion.Interval(0.0022, 0.0013, 0.0031),
            null,
            0.002,
            0.41,
            0.0014,
            73.5,
            31_000,
            0.07,
            BaseRateVersion.Cause.RATE_LIMITED,
            "c-1",
            World.WATCH,
            List.of("feature amount: PSI 0.120"));

    /** As of versions that knew neither lanes nor the world. */
    static final BaseRateVersion BASE_RATE_V1 = new BaseRateVersion(
            "all",
            12,
            1_767_225_600_000L,
            1_767_240_000_000L,
            0,
            0.0021,
            0.0015,
            0.0028,
            null,
            null,
            0.002,
            0.41,
            0.0014,
            73.5,
            31_000,
            0,
            BaseRateVersion.Cause.MOVED,
            null,
            World.NORMAL,
            List.of());

    static final BaseRateCommand COMMAND = new BaseRateCommand(
            "rollback-1f",
            "all",
            BaseRateCommand.Kind.ROLLBACK,
            0.0021,
            11L,
            1_767_240_000_000L,
            1_767_239_999_000L,
            "ann",
            "alerts doubled");

    static final BaseRateCommand RESUME = new BaseRateCommand(
            "resume-2e",
            "all",
            BaseRateCommand.Kind.RESUME,
            0,
            null,
            1_767_250_000_000L,
            1_767_250_000_000L,
            "ann",
            "");

    static final PublishedBundle BUNDLE = new PublishedBundle(
            "champion",
            "ba7816bf8f01",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            1_767_225_600_000L,
            1_767_200_000_000L,
            "abc".getBytes(StandardCharsets.US_ASCII));

    static final PublishedPolicy POLICY = new PublishedPolicy(
            policy(
                    200,
                    new Policy.Routing("review", "declined", "novel", 0.0005),
                    rules(),
                    new Policy.Exploration(0.05, 80)),
            1_767_225_600_000L);

    /** As version 1 of the schema wrote it. */
    static final PublishedPolicy POLICY_V1 = new PublishedPolicy(
            policy(
                    Double.POSITIVE_INFINITY,
                    new Policy.Routing("review", "declined", null, 0),
                    Rules.NONE,
                    Policy.Exploration.NONE),
            1_767_225_600_000L);

    static final DecisionRecord DECISION_V1 = asOfV1(DECISION);

    static final DecisionRecord HELD_BACK_V1 = asOfV1(HELD_BACK);

    private Samples() {}

    private static Policy policy(
            double reviewsPerDay, Policy.Routing routing, Rules rules, Policy.Exploration exploration) {
        return new Policy(
                "default",
                3,
                "USD",
                new Policy.Costs(1.0, 15.0, 0.05, 2.0),
                new Policy.Review(4.0, 0.9, 0.02, 0.5, reviewsPerDay),
                routing,
                rules,
                exploration);
    }

    private static Rules rules() {
        return new Rules(
                Map.of("stolen", List.of("account-1", "account-2")),
                List.of(
                        new Rule(
                                "stolen",
                                List.of(
                                        Condition.listed("account", "stolen"),
                                        Condition.compared("amount", Condition.Test.ABOVE, 100.5)),
                                Then.DECLINE,
                                "hot"),
                        new Rule(
                                "no chip",
                                List.of(
                                        Condition.in("categorical.entry_mode", List.of("keyed", "stripe")),
                                        Condition.missing("numeric.distance_km", false)),
                                Then.PASS,
                                null)));
    }

    private static Decision decision(double rawScore, List<String> passedBy, @Nullable String queue) {
        return new Decision(
                new Transaction("tx-1", "account-7", "merchant-ü", 1_767_225_600_123L, 5716, "USD", Map.of(), Map.of()),
                new double[] {57.16, Double.NaN, -0.0, 3.0},
                new Decision.Suspicion(0.61, 0.98, 0.97, passedBy, 0.01),
                rawScore,
                0.31,
                0.29,
                new Decision.BaseRateInForce(12, 0.002, 0.41, World.RECOVERED, true, "c-1"),
                new Policy.Thresholds(0.11, 0.64),
                new Policy.Review(4.0, 0.9, 0.02, 0.5, queue == null ? Double.POSITIVE_INFINITY : 200),
                queue == null ? Action.APPROVE : Action.REVIEW,
                queue == null ? null : "stolen",
                queue,
                72.16,
                4.858,
                5.9,
                -0.55,
                List.of(
                        new Reason(
                                queue == null ? Reason.Stage.CHEAP : Reason.Stage.ENSEMBLE,
                                "amount_z",
                                4.5,
                                1.75,
                                "amount is 4.5 standard deviations above this account's mean over 30 days"),
                        new Reason(Reason.Stage.FOREST, "velocity_1h", Double.NaN, -0.25, "velocity_1h is missing")),
                "0123456789ab",
                "default",
                3,
                0.05);
    }

    /** Without review and rule, and with reasons that have neither stage nor words. */
    private static DecisionRecord asOfV1(DecisionRecord record) {
        Decision d = record.decision();
        Decision old = new Decision(
                d.transaction(),
                d.features(),
                d.suspicion(),
                d.rawScore(),
                d.calibrated(),
                d.probability(),
                new Decision.BaseRateInForce(
                        d.baseRate().version(),
                        d.baseRate().rate(),
                        d.baseRate().shift()),
                d.thresholds(),
                null,
                d.action(),
                null,
                d.queue(),
                d.lossIfFraud(),
                d.frictionIfLegitimate(),
                d.expectedCost(),
                d.valueAtStake(),
                d.reasons().stream()
                        .map(r -> new Reason(Reason.Stage.ENSEMBLE, r.feature(), r.value(), r.contribution(), ""))
                        .toList(),
                d.bundleVersion(),
                d.policyId(),
                d.policyVersion(),
                1);
        return new DecisionRecord(old, record.slot(), record.receivedMillis(), record.decidedMillis());
    }
}
