package io.weir.cli.settings;

import io.weir.decision.Condition;
import io.weir.decision.Condition.Test;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import io.weir.yaml.Section;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code lists} and {@code rules} of a policy file. */
final class RulesFile {

    private RulesFile() {}

    static Rules read(Section section) {
        Map<String, List<String>> lists = section.section("lists", RulesFile::lists);
        List<Rule> rules = section.sections("rules", inner -> rule(inner, lists));
        try {
            return new Rules(lists, rules);
        } catch (IllegalArgumentException e) {
            throw section.error("rules", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, List<String>> lists(Section section) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        section.keys().forEach(name -> lists.put(name, section.texts(name, List.of())));
        return lists;
    }

    private static Rule rule(Section section, Map<String, List<String>> lists) {
        String name = section.required("name");
        List<Condition> when = section.section("when", inner -> conditions(inner, lists));
        String then = section.required("then");
        String queue = section.optional("queue");
        if (queue != null && !queue.matches(PolicyFile.QUEUE)) {
            throw section.wrong("queue", PolicyFile.QUEUE_ALLOWED);
        }
        if (!List.of("approve", "review", "decline", "pass").contains(then)) {
            throw section.wrong("then", "approve, review, decline, pass");
        }
        try {
            return new Rule(name, when, Rules.Then.named(then), queue);
        } catch (IllegalArgumentException e) {
            throw section.error("", String.valueOf(e.getMessage()));
        }
    }

    private static List<Condition> conditions(Section when, Map<String, List<String>> lists) {
        List<Condition> all = new ArrayList<>();
        for (String field : when.keys()) {
            all.addAll(when.section(field, tests -> tests(field, tests, lists)));
        }
        return all;
    }

    private static List<Condition> tests(String field, Section tests, Map<String, List<String>> lists) {
        List<Condition> all = new ArrayList<>();
        try {
            String is = tests.optional("is");
            if (is != null) {
                all.add(Condition.is(field, is));
            }
            addIn(all, field, tests, lists);
            addNumber(all, field, tests, "above", Test.ABOVE);
            addNumber(all, field, tests, "at-least", Test.AT_LEAST);
            addNumber(all, field, tests, "below", Test.BELOW);
            addNumber(all, field, tests, "at-most", Test.AT_MOST);
            String missing = tests.optional("missing");
            if (missing != null) {
                all.add(Condition.missing(field, tests.flag("missing", true)));
            }
        } catch (YamlException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw tests.error("", inFile(e.getMessage()));
        }
        tests.end();
        if (all.isEmpty()) {
            throw tests.error("", "no test; allowed: is, in, above, at-least, below, at-most, missing");
        }
        return all;
    }

    private static void addIn(List<Condition> all, String field, Section tests, Map<String, List<String>> lists) {
        if (isList(tests.find("in"))) {
            all.add(Condition.in(field, tests.texts("in", List.of())));
            return;
        }
        String list = tests.optional("in");
        if (list == null) {
            return;
        }
        if (!lists.containsKey(list)) {
            throw tests.wrong(
                    "in", "a list of texts, or the name of one under lists: " + String.join(", ", lists.keySet()));
        }
        all.add(Condition.listed(field, list));
    }

    private static boolean isList(@Nullable YamlNode node) {
        return node != null && node.isList();
    }

    private static void addNumber(List<Condition> all, String field, Section tests, String key, Test test) {
        String text = tests.optional(key);
        if (text == null) {
            return;
        }
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw tests.wrong(key, "a number");
        }
        if (!Double.isFinite(number)) {
            throw tests.wrong(key, "a number");
        }
        all.add(Condition.compared(field, test, number));
    }

    /** The names of tests as they are here and not as they are on the wire. */
    private static String inFile(@Nullable String message) {
        return String.valueOf(message)
                .replace("at_least", "at-least")
                .replace("at_most", "at-most")
                .replace("is, in, listed, missing, present", "is, in, missing")
                .replace(", missing, present", ", missing");
    }
}
