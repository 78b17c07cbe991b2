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
        return load.turns() > 1 && round < (load.floor() ? 2 : 1);
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

    /** Mean bytes that a system wrote in its last round; empty when it did not run. */
    Map<String, Double> written(String system) {
        return rounds.stream()
                .filter(result -> result.system().equals(system))
                .reduce((first, second) -> second)
                .map(LoadResult::written)
                .orElse(Map.of());
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

    /** What a transaction costs a system, over what it cost in another case. */
    Cost cost(String system, LoadFigures other) {
        return new Cost(
                median(system, LoadResult::cpuMicros) / other.median(system, LoadResult::cpuMicros),
                other.median(system, LoadResult::perSecond) / median(system, LoadResult::perSecond));
    }

    /**
     * Cost of a transaction as a multiple of another.
     *
     * @param cpu of processor time
     * @param time of time
     */
    record Cost(double cpu, double time) {

        void put(Map<String, Object> map, String prefix) {
            map.put(prefix + "cpu_times_first_case", cpu);
            map.put(prefix + "seconds_times_first_case", time);
        }
    }

    /** @param standard the first case of the scenario */
    Map<String, Object> asMap(int cores, LoadFigures standard) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("case", load.name());
        map.put("delivery", LoadCluster.name(load.delivery()));
        map.put("partitions", load.partitions());
        map.put("instances", load.instances());
        map.put("threads", load.threads());
        map.put("accounts", load.accounts());
        map.put("merchants", load.merchants());
        map.put("history", load.history());
        map.put("live_within", load.liveWithin().toString());
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
        } else {
            cost("weir", standard).put(map, "");
            if (load.floor()) {
                map.put("share_of_floor", shareOfFloor());
                cost("floor", standard).put(map, "floor_");
            }
        }
        map.put("runs", rounds.stream().map(LoadResult::asMap).toList());
        return map;
    }

    private void putLatencies(Map<String, Object> map) {
        put(map, "p50", 50);
        put(map, "p99", 99);
        put(map, "p99_9", 99.9);
    }

    private void put(Map<String, Object> map, String name, double percentile) {
        map.put(name + "_ms", median("weir", r -> r.millisAt(percentile)));
        if (load.floor()) {
            map.put(name + "_times_floor", timesFloor(percentile));
        }
    }
}
