package io.weir.cli;

import io.weir.cli.LoadCase.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one case came to: medians of the rounds, and ratios to the floor in the same run.
 *
 * @param rounds of Weir and of the floor in turn; those that {@linkplain #warmsUp warm up} do not count
 */
record LoadFigures(LoadCase load, List<LoadResult> rounds) {

    /** Each transaction got one record, from Weir and from the floor. */
    boolean complete() {
        return rounds.stream().allMatch(LoadResult::complete);
    }

    /** Where a backlog is drained more often than once, the first round of each system compiles what the others run. */
    boolean warmsUp(int round) {
        return load.shape() == Shape.DRAIN && load.floor() && load.rounds() > 1 && round < 2;
    }

    /** The median over the rounds of a system; NaN when it did not run. */
    double median(String system, ToDoubleFunction<LoadResult> figure) {
        double[] sorted = IntStream.range(0, rounds.size())
                .filter(round -> !warmsUp(round))
                .mapToObj(rounds::get)
                .filter(result -> result.system().equals(system))
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1
                        ? sorted[middle]
                        : Arrays.stream(sorted, middle - 1, middle + 1)
                                .average()
                                .orElseThrow();
    }

    double perSecond() {
        return median("weir", LoadResult::perSecond);
    }

    /** Weir's transactions a second over the floor's. */
    double shareOfFloor() {
        return perSecond() / median("floor", LoadResult::perSecond);
    }

    /** Weir's latency at a percentile over the floor's. */
    double timesFloor(double percentile) {
        return median("weir", r -> r.millisAt(percentile)) / median("floor", r -> r.millisAt(percentile));
    }

    Map<String, Object> asMap(int cores) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("case", load.name());
        map.put("delivery", LoadCluster.name(load.delivery()));
        map.put("partitions", load.partitions());
        map.put("instances", load.instances());
        map.put("threads", load.threads());
        map.put("accounts", load.accounts());
        map.put("history", load.history());
        map.put("streams", load.streams());
        map.put("per_second", perSecond());
        map.put("per_second_and_core", perSecond() / cores);
        map.put("cpu_micros", median("weir", LoadResult::cpuMicros));
        if (load.floor()) {
            map.put("floor_per_second", median("floor", LoadResult::perSecond));
            map.put("floor_cpu_micros", median("floor", LoadResult::cpuMicros));
        }
        if (load.shape() == Shape.RATE) {
            map.put("rate", load.rate());
            map.put("burst_seconds_in_30", load.burst());
            map.put("seconds", load.seconds());
            putLatencies(map);
        } else if (load.floor()) {
            map.put("share_of_floor", shareOfFloor());
        }
        map.put("runs", rounds.stream().map(LoadResult::asMap).toList());
        return map;
    }

    private void putLatencies(Map<String, Object> map) {
        Map.of("p50", 50.0, "p99", 99.0, "p99_9", 99.9).entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(p -> {
                    map.put(p.getKey() + "_ms", median("weir", r -> r.millisAt(p.getValue())));
                    if (load.floor()) {
                        map.put(p.getKey() + "_times_floor", timesFloor(p.getValue()));
                    }
                });
    }
}
