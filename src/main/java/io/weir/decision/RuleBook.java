package io.weir.decision;

import io.weir.decision.Condition.Test;
import io.weir.decision.Rules.Rule;
import io.weir.decision.Rules.Then;
import io.weir.transaction.Nearest;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Rules} made ready for one feature catalogue: fields found, lists hashed. */
final class RuleBook {

    private static final List<String> OWN_FIELDS = List.of("account", "amount", "currency", "merchant");
    private static final String CATEGORICAL = "categorical.";
    private static final String NUMERIC = "numeric.";
    private static final Verdict NOTHING = new Verdict(false, null);

    private final Rules rules;
    private final List<Entry> entries;

    /** @throws IllegalArgumentException naming the rule, the unknown field and names close to it */
    RuleBook(Rules rules, List<String> features) {
        this.rules = rules;
        List<Entry> all = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            List<Check> checks = new ArrayList<>();
            for (Condition condition : rule.when()) {
                checks.add(check(rule, condition, features));
            }
            all.add(new Entry(rule, checks));
        }
        entries = List.copyOf(all);
    }

    private Check check(Rule rule, Condition condition, List<String> features) {
        String field = condition.field();
        int feature = features.indexOf(field);
        boolean known = OWN_FIELDS.contains(field) || field.startsWith(CATEGORICAL) || field.startsWith(NUMERIC);
        if (feature < 0 && !known) {
            throw unknown(rule, field, features);
        }
        List<String> texts = condition.texts();
        boolean listed = condition.test() == Test.LISTED;
        return new Check(
                condition,
                Set.copyOf(listed ? Objects.requireNonNull(rules.lists().get(texts.get(0))) : texts),
                field.substring(field.indexOf('.') + 1),
                known ? -1 : feature);
    }

    private static IllegalArgumentException unknown(Rule rule, String field, List<String> features) {
        List<String> names = new ArrayList<>(OWN_FIELDS);
        names.addAll(features);
        List<String> near = Nearest.to(field, names);
        return new IllegalArgumentException("rule " + rule.name() + ": field " + field + " is unknown; "
                + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ")
                + "allowed: account, amount, currency, merchant, categorical.NAME, numeric.NAME and the features "
                + String.join(", ", features));
    }

    Rules rules() {
        return rules;
    }

    /** What the rules say of a transaction. */
    Verdict judge(Transaction transaction, double[] features) {
        boolean passes = false;
        for (Entry entry : entries) {
            if (entry.matches(transaction, features)) {
                if (entry.rule().then() != Then.PASS) {
                    return new Verdict(passes, entry.rule());
                }
                passes = true;
            }
        }
        return passes ? new Verdict(true, null) : NOTHING;
    }

    /**
     * What the rules say.
     *
     * @param passes stage two must see the transaction
     * @param rule the rule that decides; null: none does
     */
    record Verdict(boolean passes, @Nullable Rule rule) {}

    private record Entry(Rule rule, List<Check> checks) {
        boolean matches(Transaction transaction, double[] features) {
            for (Check check : checks) {
                if (!check.holds(transaction, features)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A condition with its field found.
     *
     * @param texts that the field may be
     * @param name of the attribute, after the dot
     * @param feature index in the feature vector, or -1
     */
    private record Check(Condition condition, Set<String> texts, String name, int feature) {
        boolean holds(Transaction transaction, double[] features) {
            return Condition.isText(condition.field())
                    ? holds(text(transaction))
                    : holds(number(transaction, features));
        }

        private boolean holds(@Nullable String text) {
            return switch (condition.test()) {
                case MISSING -> text == null;
                case PRESENT -> text != null;
                default -> text != null && texts.contains(text);
            };
        }

        private boolean holds(double number) {
            return switch (condition.test()) {
                case ABOVE -> number > condition.number();
                case AT_LEAST -> number >= condition.number();
                case BELOW -> number < condition.number();
                case AT_MOST -> number <= condition.number();
                case MISSING -> Double.isNaN(number);
                default -> !Double.isNaN(number);
            };
        }

        private @Nullable String text(Transaction transaction) {
            return switch (condition.field()) {
                case "account" -> transaction.account();
                case "merchant" -> transaction.merchant();
                case "currency" -> transaction.currency();
                default -> transaction.categorical().get(name);
            };
        }

        private double number(Transaction transaction, double[] features) {
            if (feature >= 0) {
                return features[feature];
            }
            return condition.field().startsWith(NUMERIC)
                    ? transaction.numeric().getOrDefault(name, Double.NaN)
                    : transaction.amount();
        }
    }
}
