package io.weir.baserate;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one partition sees as evidence for the base rate, in windows of event time: which window a record belongs to
 * follows from its own time, whatever the order of arrival, until the window is passed; what comes later counts in the oldest
 * one still open. A passed window becomes {@link WindowEvidence}. {@link #toBytes} is all that it remembers.
 */
public final class EvidenceWindows {

    /** Traffic as a whole. */
    public static final String WHOLE = "all";

    /** Frauds reported within this age show what recent fraud looks like. */
    static final Duration YOUNG = Duration.ofDays(3);

    private static final int FORMAT = 2;

    private final long length;
    private final TreeMap<Long, WindowCounts> open = new TreeMap<>();
    /** End of the last window that was passed. */
    private long passed = Long.MIN_VALUE;

    /**
     * @param window length of windows and cohorts
     * @param state what {@link #toBytes} gave; null: nothing counted yet
     * @throws IllegalStateException when the format of the state is not known
     */
    public EvidenceWindows(Duration window, byte @Nullable [] state) {
        this.length = window.toMillis();
        if (state != null) {
            PackedBytes.In in = new PackedBytes.In("evidence windows", state, FORMAT);
            passed = in.number();
            for (int i = in.count(); i > 0; i--) {
                open.put(in.number(), WindowCounts.read(in));
            }
        }
    }

    /**
     * How a transaction was decided.
     *
     * @param bundle version of the bundle that scored it
     * @param reference π0 of the bundle
     * @param calibrated probability at the reference
     * @param probability at the base rate in force
     * @param declined true: nobody will report on it
     * @param withoutOutcome true: declined, and none like it was let through to stand for it
     * @param featureBins of each feature its bin in the bundle's reference; empty where it has none
     */
    public record Scored(
            String bundle,
            double reference,
            double calibrated,
            double probability,
            boolean declined,
            boolean withoutOutcome,
            int[] featureBins) {}

    /**
     * What a label changes.
     *
     * @param atMillis when it became known, as event time
     * @param eventMillis event time of the transaction it judges
     * @param source who reported
     * @param change 1: reported as fraud; -1: reversed
     * @param weight 1 / propensity of the transaction having an outcome at all
     * @param logRatio ln of the likelihood ratio of its score ({@link ScoreBins}); NaN: it was not scored
     */
    public record Report(
            long atMillis, long eventMillis, Label.Source source, int change, double weight, double logRatio) {}

    /** Counts a transaction; {@code scored} null: it only warmed the profiles. */
    public void transaction(long timeMillis, @Nullable String segment, @Nullable Scored scored) {
        WindowCounts window = window(timeMillis);
        for (String counted : segments(segment)) {
            CohortCounts cohort = window.cohort(counted, start(timeMillis));
            cohort.transaction();
            if (scored != null) {
                cohort.expect(scored.probability(), scored.withoutOutcome());
            }
        }
        if (scored != null) {
            int bin = ScoreBins.of(ScoreBins.logRatio(scored.calibrated(), scored.reference()));
            window.scores(scored.bundle()).count(bin, scored.declined(), scored.featureBins());
        }
    }

    /** Counts a report or its reversal. */
    public void report(Report report, @Nullable String segment) {
        WindowCounts window = window(report.atMillis());
        long cohortStart = start(report.eventMillis());
        for (String counted : segments(segment)) {
            window.cohort(counted, cohortStart).report(report.source(), report.change(), report.weight());
        }
        if (!Double.isNaN(report.logRatio()) && start(report.atMillis()) - cohortStart < YOUNG.toMillis()) {
            window.cohort(WHOLE, cohortStart).youngFraud(ScoreBins.of(report.logRatio()), report.change());
        }
    }

    /**
     * The partition has passed a time: evidence of the windows that ended by then, oldest first; at least one when a further
     * window has ended, so that whoever waits for it hears of it.
     */
    public List<WindowEvidence> passed(long timeMillis, int partition, boolean idle) {
        long end = timeMillis == Long.MIN_VALUE ? Long.MIN_VALUE : start(timeMillis);
        List<WindowEvidence> evidence = new ArrayList<>();
        for (Map.Entry<Long, WindowCounts> window = open.firstEntry();
                window != null && window.getKey() + length <= end;
                window = open.firstEntry()) {
            open.pollFirstEntry();
            evidence.add(new WindowEvidence(partition, window.getKey() + length, idle, window.getValue()));
        }
        boolean silent = evidence.isEmpty() || evidence.get(evidence.size() - 1).windowEndMillis() < end;
        if (idle || (end > passed && silent)) {
            evidence.add(new WindowEvidence(partition, Math.max(end, passed), idle, new WindowCounts()));
        }
        passed = Math.max(passed, end);
        return evidence;
    }

    public byte[] toBytes() {
        PackedBytes.Out out = new PackedBytes.Out().put(FORMAT).put(passed).put(open.size());
        open.forEach((start, counts) -> {
            out.put(start);
            counts.write(out);
        });
        return out.toBytes();
    }

    private WindowCounts window(long timeMillis) {
        return open.computeIfAbsent(Math.max(start(timeMillis), passed), start -> new WindowCounts());
    }

    private static List<String> segments(@Nullable String segment) {
        return segment == null ? List.of(WHOLE) : List.of(WHOLE, segment);
    }

    private long start(long timeMillis) {
        return Math.floorDiv(timeMillis, length) * length;
    }
}
