package io.weir.baserate;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one partition sees as evidence for the base rate, in windows of event time: which window a record belongs to
 * follows from its own time, whatever the order of arrival, until the window is passed; what comes later counts in the oldest
 * one still open. A passed window becomes {@link WindowEvidence}. What it remembers is kept window by window ({@link #counted},
 * {@link #closed}), so that counting a transaction does not write all that is open.
 */
public final class EvidenceWindows {

    /** Traffic as a whole. */
    public static final String WHOLE = "all";

    /** Frauds reported within this age show what recent fraud looks like. */
    static final Duration YOUNG = Duration.ofDays(3);

    private static final int FORMAT = 3;

    /** Key of the time up to which windows were passed; no window starts then. */
    private static final long PASSED = Long.MIN_VALUE;

    private final long length;
    private final TreeMap<Long, WindowCounts> open = new TreeMap<>();
    /** Starts of the windows in which was counted since {@link #counted}. */
    private final TreeSet<Long> changed = new TreeSet<>();
    /** Starts of the windows that were passed since {@link #closed}. */
    private final List<Long> gone = new ArrayList<>();
    /** End of the last window that was passed. */
    private long passed = Long.MIN_VALUE;

    private long passedKept = Long.MIN_VALUE;
    /** Room for what is written next, from the last time. */
    private int room = 1_024;

    /**
     * What is to be kept.
     *
     * @param state null: nothing any more
     */
    public record Kept(long key, byte @Nullable [] state) {}

    /** @param window length of windows and cohorts */
    public EvidenceWindows(Duration window) {
        this.length = window.toMillis();
    }

    /**
     * What was kept, key by key; the whole of it.
     *
     * @throws IllegalStateException when the format of a state is not known
     */
    public void restore(long key, byte[] state) {
        PackedBytes.In in = new PackedBytes.In("evidence window", state, FORMAT);
        if (key == PASSED) {
            passed = in.number();
            passedKept = passed;
        } else {
            open.put(key, WindowCounts.read(in));
        }
    }

    /** The windows in which was counted since the last time. */
    public List<Kept> counted() {
        List<Kept> kept = new ArrayList<>(changed.size());
        for (long start : changed) {
            PackedBytes.Out out = new PackedBytes.Out(room).put(FORMAT);
            window(start).write(out);
            byte[] bytes = out.toBytes();
            room = bytes.length + 256;
            kept.add(new Kept(start, bytes));
        }
        changed.clear();
        return kept;
    }

    /** How far was passed, and which windows are no more, since the last time. */
    public List<Kept> closed() {
        List<Kept> kept = new ArrayList<>(gone.size() + 1);
        gone.forEach(start -> kept.add(new Kept(start, null)));
        gone.clear();
        if (passed != passedKept) {
            kept.add(new Kept(
                    PASSED, new PackedBytes.Out(16).put(FORMAT).put(passed).toBytes()));
            passedKept = passed;
        }
        return kept;
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
        WindowCounts window = windowOf(timeMillis);
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
        WindowCounts window = windowOf(report.atMillis());
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
            changed.remove(window.getKey());
            gone.add(window.getKey());
            evidence.add(new WindowEvidence(partition, window.getKey() + length, idle, window.getValue()));
        }
        boolean silent = evidence.isEmpty() || evidence.get(evidence.size() - 1).windowEndMillis() < end;
        if (idle || (end > passed && silent)) {
            evidence.add(new WindowEvidence(partition, Math.max(end, passed), idle, new WindowCounts()));
        }
        if (end > passed) {
            passed = end;
        }
        return evidence;
    }

    private WindowCounts windowOf(long timeMillis) {
        long start = Math.max(start(timeMillis), passed);
        changed.add(start);
        return window(start);
    }

    private WindowCounts window(long start) {
        return open.computeIfAbsent(start, missing -> new WindowCounts());
    }

    private static List<String> segments(@Nullable String segment) {
        return segment == null ? List.of(WHOLE) : List.of(WHOLE, segment);
    }

    private long start(long timeMillis) {
        return Math.floorDiv(timeMillis, length) * length;
    }
}
