package io.weir.baserate;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was counted in one window, of all traffic and of each segment; adds up, in whatever order. */
final class WindowCounts {

    private final TreeMap<String, TreeMap<Long, CohortCounts>> segments = new TreeMap<>();
    private final TreeMap<String, ScoreCounts> scores = new TreeMap<>();

    CohortCounts cohort(String segment, long cohortMillis) {
        return segments.computeIfAbsent(segment, s -> new TreeMap<>())
                .computeIfAbsent(cohortMillis, c -> new CohortCounts());
    }

    ScoreCounts scores(String bundle) {
        return scores.computeIfAbsent(bundle, b -> new ScoreCounts());
    }

    /** Cohorts of each segment, by their start. */
    SortedMap<String, ? extends Map<Long, CohortCounts>> segments() {
        return segments;
    }

    /** By the version of the bundle that scored. */
    SortedMap<String, ScoreCounts> scores() {
        return scores;
    }

    void add(WindowCounts other) {
        other.segments.forEach((segment, cohorts) ->
                cohorts.forEach((start, counts) -> cohort(segment, start).add(counts)));
        other.scores.forEach((bundle, counts) -> scores(bundle).add(counts));
    }

    void write(PackedBytes.Out out) {
        out.put(segments.size());
        segments.forEach((segment, cohorts) -> {
            out.put(segment).put(cohorts.size());
            for (Map.Entry<Long, CohortCounts> cohort : cohorts.entrySet()) {
                out.put(cohort.getKey());
                cohort.getValue().write(out);
            }
        });
        out.put(scores.size());
        scores.forEach((bundle, counts) -> {
            out.put(bundle);
            counts.write(out);
        });
    }

    static WindowCounts read(PackedBytes.In in) {
        WindowCounts counts = new WindowCounts();
        for (int i = in.count(); i > 0; i--) {
            String segment = in.text();
            TreeMap<Long, CohortCounts> cohorts = new TreeMap<>();
            for (int j = in.count(); j > 0; j--) {
                cohorts.put(in.number(), CohortCounts.read(in));
            }
            counts.segments.put(segment, cohorts);
        }
        for (int i = in.count(); i > 0; i--) {
            counts.scores.put(in.text(), ScoreCounts.read(in));
        }
        return counts;
    }
}
