package io.weir.cli.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one fault.
 *
 * @param name of the fault
 * @param injected what was done, and how often
 * @param inputs records that a decision or a dead letter had to come of
 * @param decided those that have a decision
 * @param deadLetters those that have a dead letter
 * @param outcomes labels that have their outcome
 * @param alerts payments that have the alert that their decision calls for
 * @param reasons of the dead letters, and how many have each
 * @param lost decisions, dead letters, outcomes of labels and alerts that did not come
 * @param duplicated decisions, dead letters and outcomes beyond the first of an input, and what nobody sent; at least once those
 *     that are not equal to the first
 * @param repeated at least once: equal to the first
 * @param alertsTwice alerts beyond the first of a payment; at least once those that are not equal to the first
 * @param compared whether decisions and state have to be those of the undisturbed run
 * @param differing decisions, outcomes and alerts that are not those of the undisturbed run, alerts that are not their
 *     decision, and dead letters for another reason or of other bytes than was expected
 * @param stateDifferences keys whose value is not that of the undisturbed run, by store; without stores that may differ
 * @param stateKeys keys compared
 * @param digests SHA-256 of each store
 * @param recoverySeconds of each fault that was waited for; NaN: it never recovered
 * @param ended how often an instance ended by itself
 * @param notes what else was seen
 * @param problems what else is wrong: a fault that hit nothing, an instance that ended by itself, a run that failed
 * @param seconds that the run took
 */
public record FaultResult(
        String name,
        Map<String, Integer> injected,
        int inputs,
        int decided,
        int deadLetters,
        int outcomes,
        int alerts,
        Map<String, Integer> reasons,
        int lost,
        int duplicated,
        int repeated,
        int alertsTwice,
        boolean compared,
        int differing,
        Map<String, Integer> stateDifferences,
        int stateKeys,
        Map<String, String> digests,
        List<Double> recoverySeconds,
        int ended,
        List<String> notes,
        List<String> problems,
        double seconds) {

    /** How many faults were injected. */
    public int faults() {
        return injected.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Keys whose value differs. */
    public int differentKeys() {
        return stateDifferences.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** True when nothing was lost, doubled or different, every fault hit, and nothing else went wrong. */
    public boolean isClean() {
        return lost == 0
                && duplicated == 0
                && alertsTwice == 0
                && differing == 0
                && stateDifferences.isEmpty()
                && problems.isEmpty()
                && recoverySeconds.stream().allMatch(Double::isFinite);
    }

    /** For programs. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("injected", injected);
        map.put("inputs", inputs);
        map.put("decided", decided);
        map.put("dead_letters", deadLetters);
        map.put("outcomes", outcomes);
        map.put("alerts", alerts);
        map.put("dead_letters_by_reason", reasons);
        map.put("lost", lost);
        map.put("duplicated", duplicated);
        map.put("repeated", repeated);
        map.put("alerts_twice", alertsTwice);
        map.put("compared", compared);
        map.put("differing_decisions", differing);
        map.put("state_differences", stateDifferences);
        map.put("state_keys", stateKeys);
        map.put("state_digests", digests);
        map.put("recovery_seconds", recoverySeconds);
        map.put("ended_by_themselves", ended);
        map.put("notes", notes);
        map.put("problems", problems);
        map.put("seconds", seconds);
        return map;
    }
}
