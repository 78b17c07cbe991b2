package io.weir.cli;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.Decision.Suspicion;
import io.weir.decision.Policy.Thresholds;
import io.weir.decision.Reason;
import io.weir.transaction.Transaction;
import io.weir.wire.DecisionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records to print and send. */
final class Examples {

    static final long TIME = Instant.parse("2018-08-01T09:05:07Z").toEpochMilli();

    private Examples() {}

    static Transaction transaction(String id, long amountMinor, String currency) {
        return new Transaction(id, "596", "3156", TIME, amountMinor, currency, Map.of(), Map.of());
    }

    static DecisionRecord review() {
        return decision(
                transaction("t1", 123_456, "USD"),
                Action.REVIEW,
                "review",
                List.of(
                        new Reason(
                                Reason.Stage.ENSEMBLE,
                                "merchant_fraud_rate_7d",
                                0.25,
                                2.5,
                                "25 % of this merchant's transactions from 7 to 14 days ago were reported as fraud"),
                        new Reason(
                                Reason.Stage.ENSEMBLE,
                                "amount",
                                1234.56,
                                1.25,
                                "amount 1234.56, 8.1 times this account's mean over 30 days"),
                        new Reason(
                                Reason.Stage.ENSEMBLE,
                                "account_count_1d",
                                4,
                                -0.5,
                                "4 transactions of this account in 1 day"),
                        new Reason(Reason.Stage.FOREST, "night", 1, 0.1, "at night, before 07:00 UTC")),
                List.of("forest", "cheap"));
    }

    static DecisionRecord approval() {
        return decision(transaction("t2", 1000, "JPY"), Action.APPROVE, null, List.of(), List.of());
    }

    static BaseRateVersion baseRate() {
        return version(7, World.NORMAL, BaseRateVersion.Cause.MOVED, null, List.of());
    }

    /** Version 7 takes effect at {@link #TIME}, the others before and after it at intervals of six hours. */
    static BaseRateVersion version(
            long number, World world, BaseRateVersion.Cause cause, @Nullable String command, List<String> alarms) {
        long effective = TIME + (number - 7) * 21_600_000;
        return new BaseRateVersion(
                "all",
                number,
                effective - 21_600_000,
                effective,
                effective + 21_600_000,
                0.0081,
                0.0072,
                0.0092,
                null,
                null,
                0.0081,
                -0.125,
                0.0091,
                61.5,
                7500,
                0.07,
                cause,
                command,
                world,
                alarms);
    }

    private static DecisionRecord decision(
            Transaction transaction,
            Action action,
            @Nullable String queue,
            List<Reason> reasons,
            List<String> passedBy) {
        return decision(transaction, action, queue, reasons, passedBy, new BaseRateInForce(7, 0.0081, -0.125));
    }

    /** In a world that is frozen, late, and by command. */
    static DecisionRecord doubtful() {
        return decision(
                transaction("t3", 123_456, "USD"),
                Action.REVIEW,
                "review",
                List.of(),
                List.of("forest"),
                new BaseRateInForce(7, 0.0081, -0.125, World.FROZEN, true, "override-1f"));
    }

    private static DecisionRecord decision(
            Transaction transaction,
            Action action,
            @Nullable String queue,
            List<Reason> reasons,
            List<String> passedBy,
            BaseRateInForce baseRate) {
        Decision decision = new Decision(
                transaction,
                new double[] {1, Double.NaN},
                new Suspicion(0.6, 0.99, 0.95, passedBy, 0.01),
                passedBy.isEmpty() ? Double.NaN : -1.5,
                0.12,
                0.1034,
                baseRate,
                new Thresholds(0.02, 0.31),
                null,
                action,
                null,
                queue,
                1249.56,
                63.73,
                16.9,
                51.2,
                reasons,
                "0123456789ab",
                "default",
                0,
                1);
        return new DecisionRecord(decision, "champion", TIME + 10, TIME + 14);
    }
}
