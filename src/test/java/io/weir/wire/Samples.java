package io.weir.wire;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.decision.Outcome;
import io.weir.decision.Policy;
import io.weir.decision.Reason;
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
            0.0021,
            0.0015,
            0.0028,
            0.002,
            0.41,
            0.0014,
            73.5,
            31_000);

    static final PublishedBundle BUNDLE = new PublishedBundle(
            "champion",
            "ba7816bf8f01",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            1_767_225_600_000L,
            1_767_200_000_000L,
            "abc".getBytes(StandardCharsets.US_ASCII));

    static final PublishedPolicy POLICY = new PublishedPolicy(
            new Policy("default", 3, "USD", 1.0, 15.0, 0.05, 2.0, 4.0, 0.9, 0.02, 0.5, "review", "declined"),
            1_767_225_600_000L);

    private Samples() {}

    private static Decision decision(double rawScore, List<String> passedBy, @Nullable String queue) {
        return new Decision(
                new Transaction("tx-1", "account-7", "merchant-ü", 1_767_225_600_123L, 5716, "USD", Map.of(), Map.of()),
                new double[] {57.16, Double.NaN, -0.0, 3.0},
                new Decision.Suspicion(0.61, 0.98, 0.97, passedBy, 0.01),
                rawScore,
                0.31,
                0.29,
                new Decision.BaseRateInForce(12, 0.002, 0.41),
                new Policy.Thresholds(0.11, 0.64),
                queue == null ? Action.APPROVE : Action.REVIEW,
                queue,
                72.16,
                4.858,
                5.9,
                -0.55,
                List.of(new Reason("amount_z", 4.5, 1.75), new Reason("velocity_1h", Double.NaN, -0.25)),
                "0123456789ab",
                "default",
                3);
    }
}
