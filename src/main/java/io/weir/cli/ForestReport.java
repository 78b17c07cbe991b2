package io.weir.cli;

import io.weir.cli.forest.ForestBench.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The isolation forest's accuracy and speed, told to people and to programs.
 *
 * @param absent sets with a published result but no file
 */
record ForestReport(int seeds, Machine machine, List<String> absent, List<Result> results) {

    private static final List<String> HEADER = List.of(
            "set",
            "rows",
            "features",
            "anomalies",
            "AUC %",
            "published",
            "points",
            "allowed",
            "ok",
            "score+rank ns",
            "plain walk ns",
            "ratio",
            "10 to 90 %",
            "ok");

    /** True when no bar is missed. */
    boolean good() {
        return results.stream().allMatch(r -> r.accurate() && fast(r));
    }

    private static boolean fast(Result r) {
        return r.speed().ratio() <= 1;
    }

    /** A table for a person, an object with {@code --json}. */
    void show(Output output) {
        List<List<Object>> rows = new ArrayList<>();
        results.forEach(r -> rows.add(row(r)));
        output.table(HEADER, rows);
        if (!absent.isEmpty()) {
            output.line("not there: %s", String.join(", ", absent));
        }
        long accurate = results.stream().filter(Result::accurate).count();
        long fast = results.stream().filter(ForestReport::fast).count();
        output.line(
                "%d of %d sets as published (mean of %d seeds), %d of %d at most as slow as a plain walk",
                accurate, results.size(), seeds, fast, results.size());
        if (output.json()) {
            output.object(asMap());
        }
    }

    private static List<Object> row(Result r) {
        return List.of(
                r.set(),
                r.rows(),
                r.features(),
                r.anomalies(),
                format("%.2f", r.auc()),
                format("%.2f", r.published()),
                format("%+.2f", r.difference()),
                format("±%.1f", r.tolerance()),
                r.accurate() ? "yes" : "NO",
                format("%,.0f", r.speed().forestNanos()),
                format("%,.0f", r.speed().plainNanos()),
                format("%.2f", r.speed().ratio()),
                format("%.2f to %.2f", r.speed().lowRatio(), r.speed().highRatio()),
                fast(r) ? "yes" : "NO");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private Map<String, Object> asMap() {
        Map<String, Object> sets = new LinkedHashMap<>();
        results.forEach(r -> sets.put(r.set(), asMap(r)));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", "forest");
        map.put("weir", Version.weir());
        map.put("machine", machine.asMap());
        map.put("seeds", seeds);
        map.put("ok", good());
        map.put("absent", absent);
        map.put("sets", sets);
        return map;
    }

    private static Map<String, Object> asMap(Result r) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", r.rows());
        map.put("features", r.features());
        map.put("anomalies", r.anomalies());
        map.put("auc_pct", r.auc());
        map.put("auc_deviation", r.deviation());
        map.put("published_auc_pct", r.published());
        map.put("difference", r.difference());
        map.put("tolerance", r.tolerance());
        map.put("accurate", r.accurate());
        map.put("score_and_rank_ns", r.speed().forestNanos());
        map.put("plain_walk_ns", r.speed().plainNanos());
        map.put("ratio", r.speed().ratio());
        map.put("ratio_p10", r.speed().lowRatio());
        map.put("ratio_p90", r.speed().highRatio());
        map.put("fast", fast(r));
        return map;
    }
}
