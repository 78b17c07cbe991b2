package io.weir.cli;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.wire.DecisionRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is doing: on a terminal a block of lines drawn over itself every second, else one line every five seconds.
 */
final class DemoView {

    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final double EXAMPLE_AMOUNT = 100;
    private static final String FINISHED = "; Ctrl-C ends the demo";

    private final Output output;
    private final boolean drawn;
    private final int toDecide;
    private final Policy policy;
    private final LongSupplier warmed;
    private boolean finished;
    private int height;
    private long lastNanos = System.nanoTime();
    private long lastCount;
    private double rate;

    /** @param warmed tells how many transactions have only warmed the profiles so far */
    DemoView(Output output, int toDecide, Policy policy, LongSupplier warmed) {
        this.output = output;
        this.drawn = Terminal.stdout() && !output.json();
        this.toDecide = toDecide;
        this.policy = policy;
        this.warmed = warmed;
    }

    /** From now on there is nothing to come but Ctrl-C. */
    void finished() {
        finished = true;
        if (!drawn) {
            output.line("all is decided" + FINISHED);
        }
    }

    void show(DemoReader reader, String streamState) {
        long now = System.nanoTime();
        boolean due = now - lastNanos >= (drawn ? 1_000_000_000L : PLAIN_NANOS);
        if (!due) {
            return;
        }
        int count = reader.decisions();
        if (!drawn && finished) {
            return;
        }
        rate = (count - lastCount) / ((now - lastNanos) / 1e9);
        lastNanos = now;
        lastCount = count;
        if (drawn) {
            draw(lines(reader, streamState, count));
        } else {
            output.line(progress(reader, streamState, count));
        }
    }

    private String progress(DemoReader reader, String streamState, int count) {
        DecisionRecord latest = reader.latest();
        String time = latest == null
                ? String.format(Locale.ROOT, "stream is %s, profiles warmed by %,d", streamState, warmed.getAsLong())
                : minute(latest.decision().transaction().timeMillis());
        return String.format(
                Locale.ROOT,
                "%s  %,d of %,d decided, %,.0f/s, %,d alerts%s",
                time,
                count,
                toDecide,
                rate,
                reader.alerts(),
                finished ? FINISHED : "");
    }

    private List<String> lines(DemoReader reader, String streamState, int count) {
        List<String> lines = new ArrayList<>();
        lines.add(progress(reader, streamState, count));
        Map<Action, Long> actions = reader.actions();
        lines.add(String.format(
                Locale.ROOT,
                "approve %,d   review %,d   decline %,d   dead letters %,d",
                actions.get(Action.APPROVE),
                actions.get(Action.REVIEW),
                actions.get(Action.DECLINE),
                reader.deadLetters().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
        lines.add(baseRate(reader.baseRate()));
        lines.add(thresholds());
        lines.add("");
        lines.add(String.format("%-17s %-8s %12s %10s %10s  %s", "time", "action", "amount", "p", "from", "why"));
        for (DecisionRecord record : reader.recent()) {
            lines.add(line(record.decision()));
        }
        return lines;
    }

    private static String baseRate(@Nullable BaseRateVersion version) {
        return version == null
                ? "base rate: the bundle's own"
                : String.format(
                        Locale.ROOT,
                        "base rate %.4f [%.4f, %.4f] version %d   log-odds shift %+.3f   world %s",
                        version.deployed(),
                        version.lower(),
                        version.upper(),
                        version.version(),
                        version.shift(),
                        RecordLines.word(version.world()));
    }

    private String thresholds() {
        Policy.Thresholds thresholds = policy.thresholds(EXAMPLE_AMOUNT);
        return String.format(
                Locale.ROOT,
                "a payment of %.2f %s is reviewed from p = %.4f and declined above p = %.4f",
                EXAMPLE_AMOUNT,
                policy.currency(),
                thresholds.review(),
                thresholds.decline());
    }

    private static String line(Decision decision) {
        String why =
                decision.reasons().isEmpty() ? "" : decision.reasons().get(0).text();
        double from = decision.action() == Action.DECLINE
                ? decision.thresholds().decline()
                : decision.thresholds().review();
        return String.format(
                Locale.ROOT,
                "%-17s %-8s %12.2f %10.4f %10.4f  %s",
                minute(decision.transaction().timeMillis()),
                decision.action().name().toLowerCase(Locale.ROOT),
                decision.transaction().amount(),
                decision.probability(),
                from,
                why);
    }

    private void draw(List<String> lines) {
        StringBuilder block = new StringBuilder();
        if (height > 0) {
            block.append("\u001b[").append(height).append('A');
        }
        int width = Terminal.columns() - 1;
        for (String line : lines) {
            String cut = line.length() > width ? line.substring(0, width) : line;
            block.append("\u001b[2K").append(cut).append('\n');
        }
        height = lines.size();
        output.line(block.substring(0, block.length() - 1));
    }

    private static String minute(long millis) {
        return Instant.ofEpochMilli(millis)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace(":00Z", "")
                .replace('T', ' ');
    }
}
