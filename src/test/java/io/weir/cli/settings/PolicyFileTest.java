package io.weir.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.decision.Condition;
import io.weir.decision.Policy;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import io.weir.decision.Rules.Then;
import io.weir.feature.FeatureCatalogue;
import io.weir.testing.Handbook;
import io.weir.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

    private static final String KEYS = "currency, id, version, loss-share, loss-fee, friction-share, friction-fee,"
            + " review-cost, review-catch, review-false-decline, review-slot-price, review-capacity-per-day, review-queue,"
            + " decline-queue, novelty-queue, novelty-share, lists, rules, exploration-share, exploration-max-amount";

    @Test
    void read_annotated_file_is_the_standard_policy_with_every_key() throws IOException {
        Path file = Path.of("deploy", "policy.yaml");
        Policy standard = Policy.standard("USD");

        assertThat(PolicyFile.read(file)).isEqualTo(parse("currency: USD")).isEqualTo(asInAFile(standard));
        assertThat(Files.readString(file).lines().filter(line -> line.matches("[a-z-]+:.*")))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrder(KEYS.split(", "));
    }

    @Test
    void parse_given_values_reach_their_place() {
        assertThat(parse("""
                id: strict
                version: 7
                currency: EUR
                loss-share: 0.9
                loss-fee: 20
                friction-share: 0.04
                friction-fee: 1.5
                review-cost: 3
                review-catch: 0.8
                review-false-decline: 0.01
                review-slot-price: 2.5
                review-capacity-per-day: 200
                review-queue: night
                decline-queue: declined
                novelty-queue: novel
                novelty-share: 0.001
                """))
                .isEqualTo(new Policy(
                        "strict",
                        7,
                        "EUR",
                        new Policy.Costs(0.9, 20, 0.04, 1.5),
                        new Policy.Review(3, 0.8, 0.01, 2.5, 200),
                        new Policy.Routing("night", "declined", "novel", 0.001),
                        Rules.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            los-fee: 3            | policy.yaml:2: los-fee is unknown; did you mean loss-fee? allowed: KEYS
            loss_fee: 3           | policy.yaml:2: loss_fee is unknown; did you mean loss-fee? allowed: KEYS
            loss-share: 1.5       | policy.yaml:2: loss-share is "1.5"; allowed: a number from 0.0 to 1.0
            review-cost: four     | policy.yaml:2: review-cost is "four"; allowed: a number from 0.0 to 1.0E9
            review-cost: NaN      | policy.yaml:2: review-cost is "NaN"; allowed: a number from 0.0 to 1.0E9
            version: -1           | policy.yaml:2: version is "-1"; allowed: a whole number from 0 to 2147483647
            review-queue: To Do   | policy.yaml:2: review-queue is "To Do"; allowed: 1 to 64 lower-case letters, digits, '-' and '_'
            id: a b               | policy.yaml:2: id is "a b"; allowed: 1 to 100 characters without blanks
            review-capacity-per-day: 0   | policy.yaml:2: review-capacity-per-day is "0"; allowed: nothing, or a number above 0
            review-capacity-per-day: few | policy.yaml:2: review-capacity-per-day is "few"; allowed: nothing, or a number above 0
            novelty-share: 2      | policy.yaml:2: novelty-share is "2"; allowed: a number from 0.0 to 1.0
            rules: {a: 1}         | policy.yaml:2: rules is a map; allowed: a list of maps
            lists: [a]            | policy.yaml:2: lists is a list; allowed: keys and values
            currency: USD         | policy.yaml:2: not YAML: Duplicate field 'currency'
            """)
    void parse_wrong_key_names_file_line_value_and_what_is_allowed(String wrong, String message) {
        assertThatThrownBy(() -> parse("currency: USD\n" + wrong))
                .isInstanceOf(YamlException.class)
                .hasMessage(message.replace("KEYS", KEYS));
    }

    @Test
    void parse_currency_that_is_missing_or_none_is_refused() {
        assertThatThrownBy(() -> parse("id: a")).hasMessage("policy.yaml:1: currency is missing");
        assertThatThrownBy(() -> parse("id: a\ncurrency: XX"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("policy.yaml:2: ")
                .hasMessageContaining("currency is \"XX\"")
                .hasMessageContaining("an ISO 4217 code such as USD");
    }

    @Test
    void parse_costs_on_one_side_only_are_refused() {
        assertThatThrownBy(() -> parse("currency: USD\nfriction-share: 0\nfriction-fee: 0"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("policy.yaml: ")
                .hasMessageContaining("friction-share + friction-fee must be above 0");
    }

    @Test
    void parse_rules_reach_their_place_in_order() {
        Policy policy = parse("""
                currency: EUR
                lists:
                  stolen: [a-1, a-2]
                rules:
                  - name: stolen cards
                    when:
                      account: {in: stolen}
                    then: decline
                    queue: hot
                  - name: keyed abroad
                    when:
                      categorical.entry-mode: {in: [keyed, stripe]}
                      amount: {above: 100, at-most: 1000.5}
                      numeric.distance_km: {missing: false}
                      account_count_1d: {at-least: 3}
                    then: pass
                  - name: one shop
                    when:
                      merchant: {is: m-1}
                      currency: {missing: true}
                      amount: {below: 5}
                    then: approve
                """);
        assertThat(policy.rules())
                .isEqualTo(new Rules(
                        Map.of("stolen", List.of("a-1", "a-2")),
                        List.of(
                                new Rule(
                                        "stolen cards",
                                        List.of(Condition.listed("account", "stolen")),
                                        Then.DECLINE,
                                        "hot"),
                                new Rule(
                                        "keyed abroad",
                                        List.of(
                                                Condition.in("categorical.entry-mode", List.of("keyed", "stripe")),
                                                Condition.compared("amount", Condition.Test.ABOVE, 100),
                                                Condition.compared("amount", Condition.Test.AT_MOST, 1000.5),
                                                Condition.missing("numeric.distance_km", false),
                                                Condition.compared("account_count_1d", Condition.Test.AT_LEAST, 3)),
                                        Then.PASS,
                                        null),
                                new Rule(
                                        "one shop",
                                        List.of(
                                                Condition.is("merchant", "m-1"),
                                                Condition.missing("currency", true),
                                                Condition.compared("amount", Condition.Test.BELOW, 5)),
                                        Then.APPROVE,
                                        null))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            when: {amount: {abov: 1}}, then: pass            | rules[0].when.amount.abov is unknown; did you mean above? allowed: is, in, above, at-least, below, at-most, missing
            when: {amount: {at_least: 1}}, then: pass        | rules[0].when.amount.at_least is unknown; did you mean at-least? allowed: is, in, above, at-least, below, at-most, missing
            when: {amount: {above: much}}, then: pass        | rules[0].when.amount.above is "much"; allowed: a number
            when: {amount: {above: .inf}}, then: pass        | rules[0].when.amount.above is ".inf"; allowed: a number
            when: {amount: {is: 5}}, then: pass              | rules[0].when.amount: amount is a number, tested with is; allowed: above, at-least, below, at-most, missing
            when: {merchant: {above: 5}}, then: pass         | rules[0].when.merchant: merchant is a text, tested with above; allowed: is, in, missing
            when: {merchant: {in: nobody}}, then: pass       | rules[0].when.merchant.in is "nobody"; allowed: a list of texts, or the name of one under lists: trusted
            when: {merchant: {in: []}}, then: pass           | rules[0].when.merchant: merchant is tested with in and 0 texts; allowed: 1 or more
            when: {merchant: {missing: 1}}, then: pass       | rules[0].when.merchant.missing is "1"; allowed: true or false
            when: {merchant: {}}, then: pass                 | rules[0].when.merchant: no test; allowed: is, in, above, at-least, below, at-most, missing
            when: {}, then: pass                             | rules[0]: rule r has no conditions and would match every payment; allowed: 1 or more
            when: {amount: {above: 1}}, then: block          | rules[0].then is "block"; allowed: approve, review, decline, pass
            when: {amount: {above: 1}}                       | rules[0].then is missing
            when: {amount: {above: 1}}, then: pass, queue: q | rules[0]: rule r names queue q and says pass; allowed: a queue with review or decline
            when: {amount: {above: 1}}, then: review, queue: Q | rules[0].queue is "Q"; allowed: 1 to 64 lower-case letters, digits, '-' and '_'
            """)
    void parse_wrong_rule_names_file_line_place_and_what_is_allowed(String rule, String message) {
        assertThatThrownBy(() -> parse("currency: USD\nlists: {trusted: [m]}\nrules:\n  - {name: r, " + rule + "}"))
                .isInstanceOf(YamlException.class)
                .hasMessage("policy.yaml:4: " + message);
    }

    @Test
    void examples_in_the_annotated_file_and_in_the_docs_are_read() throws IOException {
        String deploy = Files.readString(Path.of("deploy", "policy.yaml"))
                .replace("lists: {}", "lists:")
                .replace("rules: []", "rules:")
                .lines()
                .map(line -> line.matches("#( {2}| {4}| {6})[a-z-].*") ? " " + line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        assertThat(parse(deploy).rules().rules())
                .extracting(Rule::name)
                .containsExactly("stolen cards", "payroll", "keyed abroad", "busy account");
        String docs = Files.readString(Path.of("docs", "policy.md"));
        String block = docs.substring(docs.indexOf("    lists:"), docs.indexOf("| fields"));
        assertThat(parse("currency: USD\n" + block.indent(-4)).rules().rules())
                .extracting(Rule::name)
                .containsExactly("stolen cards", "payroll", "busy account");
        FeatureCatalogue catalogue = Handbook.catalogue();
        parse(deploy).rules().check(catalogue.names());
    }

    @Test
    void parse_two_rules_of_one_name_are_refused() {
        String rule = "\n  - {name: r, when: {amount: {above: 1}}, then: pass}";
        assertThatThrownBy(() -> parse("currency: USD\nrules:" + rule + rule))
                .isInstanceOf(YamlException.class)
                .hasMessage("policy.yaml:2: rules: rule r is there twice; allowed: unique names");
    }

    private static Policy parse(String text) {
        return PolicyFile.parse("policy.yaml", text, Map.<String, String>of()::get);
    }

    private static Policy asInAFile(Policy p) {
        return new Policy(
                p.id(),
                1,
                p.currency(),
                p.costs(),
                p.review(),
                new Policy.Routing("review", null, null, 0.0005),
                p.rules());
    }
}
