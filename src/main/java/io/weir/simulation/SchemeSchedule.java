package io.weir.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which schemes the frauds of a day are of. New schemes take their shares of all fraud from their day on; the known ones have
 * the rest in proportion to their weights.
 *
 * @param weights of the known schemes; one that is not named has the weight 1
 * @param newcomers schemes that are there only from a day on
 */
public record SchemeSchedule(Map<Scheme, Intensity> weights, List<Newcomer> newcomers) {

    /** The three known schemes in equal parts. */
    public static final SchemeSchedule EQUAL = new SchemeSchedule(Map.of(), List.of());

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    public SchemeSchedule {
        weights = Map.copyOf(weights);
        newcomers = List.copyOf(newcomers);
        for (Scheme scheme : weights.keySet()) {
            require(!scheme.isNew(), scheme, "has a weight; allowed: a day and a share, since it is a new one");
        }
        if (newcomers.stream().map(Newcomer::scheme).distinct().count() < newcomers.size()) {
            throw new IllegalArgumentException("a new scheme is given twice; allowed: each once");
        }
        double sum = newcomers.stream().mapToDouble(Newcomer::share).sum();
        Allowed.range("the sum of the new schemes' shares", sum, 0, 1);
    }

    /** The frauds of a day, scheme by scheme; a new one is not among them before its day. */
    Map<Scheme, Double> split(double frauds, int day) {
        Map<Scheme, Double> split = new EnumMap<>(Scheme.class);
        double taken = 0;
        for (Newcomer newcomer : newcomers) {
            if (day >= newcomer.day()) {
                split.put(newcomer.scheme(), frauds * newcomer.share());
                taken += newcomer.share();
            }
        }
        double total = 0;
        for (Scheme scheme : Scheme.known()) {
            total += weight(scheme, day);
        }
        if (total == 0 && taken < 1) {
            throw new IllegalArgumentException(
                    "no known scheme has a weight on day " + day + "; allowed: at least one");
        }
        for (Scheme scheme : Scheme.known()) {
            split.put(scheme, total == 0 ? 0 : frauds * (1 - taken) * weight(scheme, day) / total);
        }
        return split;
    }

    private double weight(Scheme scheme, int day) {
        Intensity weight = weights.get(scheme);
        return weight == null ? 1 : weight.mean(day);
    }

    private static void require(boolean condition, Scheme scheme, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(scheme.label() + " " + problem);
        }
    }

    /**
     * A scheme that is new on a day.
     *
     * @param day its first day
     * @param share of all fraud that it then has, so that 1 replaces all others
     */
    public record Newcomer(Scheme scheme, int day, double share) {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Newcomer {
            require(scheme.isNew(), scheme, "is always there; allowed: a weight");
            Allowed.day("day", day);
            Allowed.share("share", share);
        }
    }
}
