package io.weir.decision;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hard rules, with the lists of allowed and denied entities that they name. They are tried in order: the first that matches
 * decides, whatever the probability; one that only {@link Then#PASS passes} sends the payment to stage two and the next is
 * tried.
 *
 * @param lists texts, by the name of the list
 * @param rules in the order in which they are tried
 */
public record Rules(Map<String, List<String>> lists, List<Rule> rules) {

    public static final Rules NONE = new Rules(Map.of(), List.of());

    /** What a rule does with a payment; the lower-case names are part of the wire contract. */
    public enum Then {
        APPROVE(Action.APPROVE),
        REVIEW(Action.REVIEW),
        DECLINE(Action.DECLINE),
        /** Stage two must see it; what is done is left to the costs. */
        PASS(null);

        private final @Nullable Action action;

        Then(@Nullable Action action) {
            this.action = action;
        }

        /** The action decided; null when the rule decides none. */
        public @Nullable Action action() {
            return action;
        }

        /** Name on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The effect of this name.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Then named(String word) {
            return Arrays.stream(values())
                    .filter(then -> then.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "then is \"" + word + "\"; allowed: approve, review, decline, pass"));
        }
    }

    /**
     * One rule.
     *
     * @param name unique; decisions carry it
     * @param when all must hold
     * @param then what follows
     * @param queue alert queue of what is reviewed or declined; null: the policy's own for that action
     */
    public record Rule(
            String name,
            List<Condition> when,
            Then then,
            @Nullable String queue) {
        /** @throws IllegalArgumentException naming the rule and what is allowed */
        public Rule {
            when = List.copyOf(when);
            if (name.isBlank() || name.length() > 100) {
                throw new IllegalArgumentException("name of a rule is \"" + name + "\"; allowed: 1 to 100 characters");
            }
            if (when.isEmpty()) {
                throw new IllegalArgumentException(
                        "rule " + name + " has no conditions and would match every payment; allowed: 1 or more");
            }
            PolicyValues.queue("queue of rule " + name, queue);
            if (queue != null && then != Then.REVIEW && then != Then.DECLINE) {
                throw new IllegalArgumentException("rule " + name + " names queue " + queue + " and says " + then.word()
                        + "; allowed: a queue with review or decline");
            }
        }
    }

    /** @throws IllegalArgumentException naming the rule that comes twice, or names a list that is not there */
    public Rules {
        Map<String, List<String>> sorted = new TreeMap<>();
        lists.forEach((name, texts) -> sorted.put(name, List.copyOf(texts)));
        lists = Collections.unmodifiableMap(sorted);
        rules = List.copyOf(rules);
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("rule " + rule.name() + " is there twice; allowed: unique names");
            }
            for (Condition condition : rule.when()) {
                checkList(rule, condition, lists);
            }
        }
    }

    private static void checkList(Rule rule, Condition condition, Map<String, List<String>> lists) {
        if (condition.test() == Condition.Test.LISTED
                && !lists.containsKey(condition.texts().get(0))) {
            throw new IllegalArgumentException("rule " + rule.name() + " names list "
                    + condition.texts().get(0) + "; allowed: "
                    + (lists.isEmpty() ? "no list, as there is none" : String.join(", ", lists.keySet())));
        }
    }

    /**
     * Checks that every field is known where these features are.
     *
     * @throws IllegalArgumentException naming the rule, the field and names close to it
     */
    public void check(Collection<String> features) {
        new RuleBook(this, List.copyOf(features));
    }
}
