package io.weir.wire;

import io.weir.decision.Condition;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import java.util.List;
import java.util.Map;

/** {@link Rules} to the Avro records inside a policy and back. */
final class RulesAvro {

    private RulesAvro() {}

    static List<io.weir.wire.avro.Rule> write(Rules rules) {
        return rules.rules().stream()
                .map(rule -> new io.weir.wire.avro.Rule(
                        rule.name(),
                        rule.when().stream().map(RulesAvro::write).toList(),
                        rule.then().word(),
                        rule.queue()))
                .toList();
    }

    private static io.weir.wire.avro.Condition write(Condition condition) {
        return new io.weir.wire.avro.Condition(
                condition.field(),
                condition.test().word(),
                condition.texts(),
                Double.isNaN(condition.number()) ? null : condition.number());
    }

    /** @throws IllegalArgumentException naming the rule and what is allowed */
    static Rules read(Map<String, List<String>> lists, List<io.weir.wire.avro.Rule> rules) {
        return new Rules(lists, rules.stream().map(RulesAvro::read).toList());
    }

    private static Rule read(io.weir.wire.avro.Rule avro) {
        List<Condition> when;
        Rules.Then then;
        try {
            when = avro.getWhen().stream().map(RulesAvro::read).toList();
            then = Rules.Then.named(avro.getThen());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rule " + avro.getName() + ": " + e.getMessage(), e);
        }
        return new Rule(avro.getName(), when, then, avro.getQueue());
    }

    private static Condition read(io.weir.wire.avro.Condition avro) {
        Double number = avro.getNumber();
        return new Condition(
                avro.getField(),
                Condition.Test.named(avro.getTest()),
                avro.getTexts(),
                number == null ? Double.NaN : number);
    }
}
