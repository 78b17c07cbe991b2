package io.weir.cli;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import io.weir.decision.Decision;
import io.weir.decision.Reason;
import io.weir.transaction.Transaction;
import io.weir.wire.AlertRecord;
import io.weir.wire.DecisionRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Decisions, alerts and base rates as a line each, in columns that stay in place from line to line; below an alert, its reasons. */
final class RecordLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int REASONS = 3;

    static final String DECISION_HEADER = String.format(
            Locale.ROOT,
            "%-19s  %-14s  %-12s  %15s  %-7s  %8s  %8s  %-10s  %s",
            "event time (UTC)",
            "transaction",
            "account",
            "amount",
            "action",
            "p",
            "decline>",
            "queue",
            "why");
    static final String ALERT_HEADER = String.format(Locale.ROOT, "%10s  %s", "at stake", DECISION_HEADER);
    static final String BASE_RATE_HEADER = String.format(
            Locale.ROOT,
            "%-19s  %-8s  %7s  %9s  %21s  %9s  %7s  %9s  %-9s  %s",
            "effective (UTC)",
            "segment",
            "version",
            "estimate",
            "95 % interval",
            "deployed",
            "shift",
            "frauds",
            "world",
            "cause");

    private RecordLines() {}

    /** Time, id, account, amount, action, probability, decline threshold, queue, what mattered most. */
    static String decision(DecisionRecord entry) {
        return line(entry.decision(), why(entry.decision()));
    }

    private static String line(Decision decision, String why) {
        Transaction payment = decision.transaction();
        return String.format(
                        Locale.ROOT,
                        "%-19s  %-14s  %-12s  %15s  %-7s  %8s  %8s  %-10s  %s",
                        time(payment.timeMillis()),
                        payment.id(),
                        payment.account(),
                        amount(payment),
                        decision.action().name().toLowerCase(Locale.ROOT),
                        share(decision.probability()),
                        share(decision.thresholds().decline()),
                        decision.queue() == null ? "-" : decision.queue(),
                        why + doubt(decision))
                .stripTrailing();
    }

    /** What a review is expected to save, then the decision; its reasons in words below, where they were recorded. */
    static String alert(AlertRecord alert) {
        Decision decision = alert.decision().decision();
        List<Reason> worded = decision.reasons().stream()
                .filter(reason -> !reason.text().isEmpty())
                .toList();
        String first = line(decision, worded.isEmpty() ? why(decision) : by(decision));
        String below = worded.stream()
                .map(reason -> String.format(
                        Locale.ROOT,
                        "%n%12s%-8s  %+6.2f  %s",
                        "",
                        reason.stage().name().toLowerCase(Locale.ROOT),
                        reason.contribution(),
                        reason.text()))
                .collect(Collectors.joining());
        return String.format(Locale.ROOT, "%,10.2f  %s%s", alert.valueAtStake(), first, below);
    }

    /** From when it holds, for which traffic, estimate with interval, what is deployed and why, whether it can be believed. */
    static String baseRate(BaseRateVersion version) {
        return String.format(
                Locale.ROOT,
                "%-19s  %-8s  %7d  %9s  %21s  %9s  %+7.3f  %9.1f  %-9s  %s%s%s",
                time(version.effectiveFromMillis()),
                version.segment(),
                version.version(),
                share(version.estimate()),
                share(version.lower()) + " - " + share(version.upper()),
                share(version.deployed()),
                version.shift(),
                version.frauds(),
                word(version.world()),
                word(version.cause()),
                version.command() == null ? "" : ", but " + version.command() + " holds",
                version.alarms().isEmpty() ? "" : ": " + String.join("; ", version.alarms()));
    }

    /** A constant as a person writes it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What speaks against believing a decision's base rate, or who set it; empty in ordinary times. */
    private static String doubt(Decision decision) {
        Decision.BaseRateInForce rate = decision.baseRate();
        List<String> doubts = new ArrayList<>();
        if (rate.world() != World.NORMAL) {
            doubts.add("world " + word(rate.world()));
        }
        if (rate.stale()) {
            doubts.add("base rate stale");
        }
        if (rate.command() != null) {
            doubts.add("base rate by " + rate.command());
        }
        return doubts.isEmpty() ? "" : "  [" + String.join(", ", doubts) + "]";
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private static String amount(Transaction payment) {
        int digits = Transaction.fractionDigits(payment.currency());
        return String.format(Locale.ROOT, "%,." + digits + "f %s", payment.amount(), payment.currency());
    }

    /** A probability in percent, with the digits that a rate of one in ten thousand needs. */
    private static String share(double probability) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * probability);
    }

    private static String why(Decision decision) {
        return decision.rule() != null || decision.reasons().isEmpty() ? by(decision) : reasons(decision.reasons());
    }

    private static String by(Decision decision) {
        if (decision.rule() != null) {
            return "rule " + decision.rule();
        }
        return decision.suspicion().passes()
                ? "passed by " + String.join(", ", decision.suspicion().passedBy())
                : "";
    }

    private static String reasons(List<Reason> reasons) {
        return reasons.stream()
                .limit(REASONS)
                .map(reason -> String.format(
                        Locale.ROOT, "%s %s (%+.2f)", reason.feature(), number(reason.value()), reason.contribution()))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "missing";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.2f" : "%.3g", value);
    }
}
