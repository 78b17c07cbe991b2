package io.weir.cli;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateShift;
import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command changes, for the person who gives it.
 *
 * @param book what was published before it
 * @param command that is about to be published
 * @param costs null: no champion is published
 */
record BaseRateChange(
        BaseRateBook book,
        BaseRateCommand command,
        @Nullable CostsInForce costs) {

    private static final double EXAMPLE_AMOUNT = 100;

    /** The rate that decisions use at an event time; null while nothing is published that says so. */
    static @Nullable Double rate(BaseRateNow now, @Nullable CostsInForce costs) {
        if (costs != null) {
            return BaseRateInForce.ofWhole(now, 0, costs.reference()).rate();
        }
        BaseRateVersion version = now.version();
        return now.ordered() != null || version == null ? now.ordered() : Double.valueOf(version.deployed());
    }

    private BaseRateNow held() {
        return book.at(command.effectiveFromMillis());
    }

    private @Nullable Double before() {
        return rate(held(), costs);
    }

    private @Nullable Double after() {
        return rate(new BaseRateNow(held().version(), command), costs);
    }

    private @Nullable Double shift(@Nullable Double rate) {
        return costs == null || rate == null ? null : BaseRateShift.logOdds(rate, costs.reference());
    }

    /** What will happen, in sentences. */
    List<String> lines(long now) {
        long from = command.effectiveFromMillis();
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "%s from %s on: base rate %s -> %s, log-odds shift %s -> %s",
                command.kind().name().toLowerCase(Locale.ROOT),
                Instant.ofEpochMilli(from),
                share(before()),
                share(after()),
                signed(shift(before())),
                signed(shift(after()))));
        lines.add(example());
        if (from < now) {
            lines.add("that is in the past: decisions that were made since stay as they are");
        }
        if (command.kind() == BaseRateCommand.Kind.RESUME) {
            resumed(lines, held());
        }
        BaseRateCommand next = book.commandAfter(from);
        if (next != null) {
            lines.add(line(
                    "it holds until %s, when command %s takes its place",
                    Instant.ofEpochMilli(next.effectiveFromMillis()), next.id()));
        }
        return lines;
    }

    private static void resumed(List<String> lines, BaseRateNow held) {
        if (held.ordered() == null) {
            lines.add("no command holds at that time: nothing changes");
        }
    }

    /** On the scale of the model's own probability, on which a shift moves the thresholds. */
    private String example() {
        Double before = shift(before());
        Double after = shift(after());
        if (costs == null || before == null || after == null) {
            return "no champion is published: how far the thresholds move is not known";
        }
        Policy.Thresholds thresholds = costs.policy().thresholds(EXAMPLE_AMOUNT, held().world());
        return line(
                "a payment of %.2f %s is reviewed from p = %.4f -> %.4f and declined above p = %.4f -> %.4f of the"
                        + " probability that the model gives",
                EXAMPLE_AMOUNT,
                costs.policy().currency(),
                BaseRateShift.threshold(thresholds.review(), before),
                BaseRateShift.threshold(thresholds.review(), after),
                BaseRateShift.threshold(thresholds.decline(), before),
                BaseRateShift.threshold(thresholds.decline(), after));
    }

    /** What was published. */
    Map<String, Object> summary(String topic) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("command", command.id());
        summary.put("kind", command.kind().name().toLowerCase(Locale.ROOT));
        summary.put("version", command.version());
        summary.put(
                "effective_from",
                Instant.ofEpochMilli(command.effectiveFromMillis()).toString());
        summary.put("rate_before", before());
        summary.put("rate", after());
        summary.put("shift_before", shift(before()));
        summary.put("shift", shift(after()));
        summary.put("by", command.by());
        summary.put("reason", command.reason());
        summary.put("topic", topic);
        Map<String, Object> known = new LinkedHashMap<>();
        summary.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return known;
    }

    private static String share(@Nullable Double rate) {
        return rate == null ? "unknown" : line("%.3f%%", 100 * rate);
    }

    private static String signed(@Nullable Double shift) {
        return shift == null ? "unknown" : line("%+.3f", shift);
    }

    private static String line(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
