package io.weir.cli.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What was to come, by id, beside what came: counts what is missing, came too often, or is not what it should be. */
final class Ledger {

    private final Set<String> expected = new TreeSet<>();
    private final Map<String, Set<String>> wanted = new HashMap<>();
    private final Map<String, List<String>> came = new TreeMap<>();

    /**
     * The comparison.
     *
     * @param expected how many were to come
     * @param came how many of these came, each counted once
     * @param lost those that did not come
     * @param surplus what came beyond the first of its id, and what nobody sent
     * @param repeatedDifferently of the surplus what is not equal to the first of its id, and what nobody sent
     */
    record Tally(int expected, int came, int lost, int surplus, int repeatedDifferently) {}

    void expect(String id) {
        expected.add(id);
    }

    /** With a content that it has to have, or with one of several. */
    void expect(String id, String content) {
        expect(id);
        wanted.computeIfAbsent(id, key -> new TreeSet<>()).add(content);
    }

    /** @param content equal for equal content */
    void came(String id, String content) {
        came.computeIfAbsent(id, key -> new ArrayList<>()).add(content);
    }

    Tally tally() {
        int surplus = 0;
        int differently = 0;
        int known = 0;
        for (Map.Entry<String, List<String>> each : came.entrySet()) {
            List<String> contents = each.getValue();
            if (expected.contains(each.getKey())) {
                known++;
                surplus += contents.size() - 1;
                differently += (int) contents.stream()
                        .filter(content -> !content.equals(contents.get(0)))
                        .count();
            } else {
                surplus += contents.size();
                differently += contents.size();
            }
        }
        return new Tally(expected.size(), known, expected.size() - known, surplus, differently);
    }

    /** By id, what came first under it. */
    Map<String, String> contents() {
        Map<String, String> first = new HashMap<>();
        came.forEach((id, contents) -> first.put(id, contents.get(0)));
        return first;
    }

    /** Ids that both have under another content. */
    List<String> differing(Ledger other) {
        return differing(other, UnaryOperator.identity());
    }

    /** @param part of a content that is compared */
    List<String> differing(Ledger other, UnaryOperator<String> part) {
        Map<String, String> mine = contents();
        Map<String, String> theirs = other.contents();
        return mine.keySet().stream()
                .filter(id ->
                        theirs.containsKey(id) && !part.apply(theirs.get(id)).equals(part.apply(mine.get(id))))
                .sorted()
                .toList();
    }

    /** Ids that came with a content that they did not have to have. */
    List<String> wrong() {
        return wanted.entrySet().stream()
                .filter(each -> !each.getValue().containsAll(came.getOrDefault(each.getKey(), List.of())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Ids that were to come and did not. */
    List<String> missing() {
        return expected.stream().filter(id -> !came.containsKey(id)).toList();
    }

    /** Ids that came and were not to come. */
    List<String> unexpected() {
        return came.keySet().stream().filter(id -> !expected.contains(id)).toList();
    }
}
