package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.decision.Condition.Test;
import io.weir.decision.RuleBook.Verdict;
import io.weir.decision.Rules.Rule;
import io.weir.decision.Rules.Then;
import io.weir.transaction.Transaction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class RulesTest {

    private static final List<String> FEATURES = List.of("amount", "account_count_1d", "merchant_fraud_rate_7d");
    private static final double[] VALUES = {57.16, 3, Double.NaN};
    private static final Transaction TRANSACTION = new Transaction(
            "t",
            "account-7",
            "merchant-1",
            1,
            5716,
            "USD",
            Map.of("distance_km", 12.5, "unknown_km", Double.NaN),
            Map.of("entry_mode", "chip"));

    private static Rule rule(String name, Then then, Condition... when) {
        return new Rule(name, List.of(when), then, null);
    }

    private static Verdict judge(Rule... rules) {
        Rules all = new Rules(Map.of("known", List.of("account-6", "account-7")), List.of(rules));
        return new RuleBook(all, FEATURES).judge(TRANSACTION, VALUES);
    }

    private static boolean holds(Condition condition) {
        return judge(rule("r", Then.DECLINE, condition)).rule() != null;
    }

    @org.junit.jupiter.api.Test
    void condition_of_text_is_by_equality() {
        assertThat(holds(Condition.is("account", "account-7"))).isTrue();
        assertThat(holds(Condition.is("account", "account"))).isFalse();
        assertThat(holds(Condition.is("merchant", "merchant-1"))).isTrue();
        assertThat(holds(Condition.in("currency", List.of("EUR", "USD")))).isTrue();
        assertThat(holds(Condition.in("currency", List.of("EUR")))).isFalse();
        assertThat(holds(Condition.is("categorical.entry_mode", "chip"))).isTrue();
        assertThat(holds(Condition.is("categorical.none", "chip"))).isFalse();
        assertThat(holds(Condition.listed("account", "known"))).isTrue();
        assertThat(holds(Condition.listed("merchant", "known"))).isFalse();
    }

    @org.junit.jupiter.api.Test
    void condition_of_number_compares_at_the_edge_as_it_says() {
        for (String field : List.of("amount", "numeric.distance_km", "account_count_1d")) {
            double value = field.equals("amount") ? 57.16 : field.equals("account_count_1d") ? 3 : 12.5;
            assertThat(holds(Condition.compared(field, Test.AT_LEAST, value))).isTrue();
            assertThat(holds(Condition.compared(field, Test.AT_MOST, value))).isTrue();
            assertThat(holds(Condition.compared(field, Test.ABOVE, value))).isFalse();
            assertThat(holds(Condition.compared(field, Test.BELOW, value))).isFalse();
            assertThat(holds(Condition.compared(field, Test.ABOVE, Math.nextDown(value))))
                    .isTrue();
            assertThat(holds(Condition.compared(field, Test.BELOW, Math.nextUp(value))))
                    .isTrue();
        }
    }

    @org.junit.jupiter.api.Test
    void condition_what_is_missing_passes_no_other_test() {
        for (String field : List.of("numeric.unknown_km", "numeric.none", "merchant_fraud_rate_7d")) {
            for (Test test : List.of(Test.ABOVE, Test.AT_LEAST, Test.BELOW, Test.AT_MOST)) {
                assertThat(holds(Condition.compared(field, test, 0))).isFalse();
            }
            assertThat(holds(Condition.missing(field, true))).isTrue();
            assertThat(holds(Condition.missing(field, false))).isFalse();
        }
        assertThat(holds(Condition.missing("categorical.none", true))).isTrue();
        for (String field : List.of("account", "amount", "categorical.entry_mode", "numeric.distance_km")) {
            assertThat(holds(Condition.missing(field, true))).isFalse();
            assertThat(holds(Condition.missing(field, false))).isTrue();
        }
    }

    @org.junit.jupiter.api.Test
    void rule_holds_where_all_of_its_conditions_do() {
        Condition yes = Condition.is("currency", "USD");
        Condition no = Condition.is("currency", "EUR");
        assertThat(judge(rule("r", Then.DECLINE, yes, yes)).rule()).isNotNull();
        assertThat(judge(rule("r", Then.DECLINE, yes, no)).rule()).isNull();
        assertThat(judge(rule("r", Then.DECLINE, no, yes)).rule()).isNull();
    }

    @org.junit.jupiter.api.Test
    void rules_first_match_decides_and_pass_only_passes() {
        Condition yes = Condition.is("currency", "USD");
        Condition no = Condition.is("currency", "EUR");
        assertThat(judge()).isEqualTo(new Verdict(false, null));
        assertThat(judge(rule("a", Then.DECLINE, no), rule("b", Then.APPROVE, yes), rule("c", Then.DECLINE, yes)))
                .satisfies(verdict -> assertThat(name(verdict)).isEqualTo("b"))
                .satisfies(verdict -> assertThat(verdict.passes()).isFalse());
        assertThat(judge(rule("a", Then.PASS, yes), rule("b", Then.REVIEW, yes)))
                .satisfies(verdict -> assertThat(name(verdict)).isEqualTo("b"))
                .satisfies(verdict -> assertThat(verdict.passes()).isTrue());
        assertThat(judge(rule("a", Then.PASS, yes), rule("b", Then.REVIEW, no))).isEqualTo(new Verdict(true, null));
        assertThat(judge(rule("a", Then.REVIEW, yes), rule("b", Then.PASS, yes)).passes())
                .as("what comes after a decision is not tried")
                .isFalse();
    }

    private static @Nullable String name(Verdict verdict) {
        Rule rule = verdict.rule();
        return rule == null ? null : rule.name();
    }

    @org.junit.jupiter.api.Test
    void check_unknown_field_names_the_rule_and_names_close_to_it() {
        Rules rules = new Rules(
                Map.of(), List.of(rule("busy", Then.PASS, Condition.compared("account_cuont_1d", Test.ABOVE, 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.check(FEATURES))
                .withMessage("rule busy: field account_cuont_1d is unknown; did you mean account_count_1d? allowed:"
                        + " account, amount, currency, merchant, categorical.NAME, numeric.NAME and the features amount,"
                        + " account_count_1d, merchant_fraud_rate_7d");
        assertThatCode(() -> rules.check(List.of("account_cuont_1d"))).doesNotThrowAnyException();
    }

    @org.junit.jupiter.api.Test
    void rule_that_cannot_be_meant_is_refused_by_name() {
        Condition some = Condition.is("currency", "USD");
        refused(
                () -> new Rule("r", List.of(), Then.PASS, null),
                "rule r has no conditions and would match every payment;" + " allowed: 1 or more");
        refused(
                () -> new Rule("r", List.of(some), Then.APPROVE, "q"),
                "rule r names queue q and says approve; allowed: a" + " queue with review or decline");
        refused(
                () -> new Rule(" ", List.of(some), Then.PASS, null),
                "name of a rule is \" \"; allowed: 1 to 100 characters");
        refused(
                () -> new Rules(Map.of(), List.of(rule("r", Then.PASS, some), rule("r", Then.REVIEW, some))),
                "rule r is there twice; allowed: unique names");
        refused(
                () -> new Rules(
                        Map.of("a", List.of(), "b", List.of()),
                        List.of(rule("r", Then.PASS, Condition.listed("account", "c")))),
                "rule r names list c; allowed: a, b");
        refused(
                () -> Condition.compared("account", Test.ABOVE, 1),
                "account is a text, tested with above; allowed: is, in," + " listed, missing, present");
        refused(
                () -> Condition.is("amount", "5"),
                "amount is a number, tested with is; allowed: above, at_least, below," + " at_most, missing, present");
        refused(
                () -> Condition.compared("amount", Test.ABOVE, Double.NaN),
                "amount is tested with above and NaN; allowed:" + " a finite number");
        refused(
                () -> Test.named("over"),
                "test is \"over\"; allowed: is, in, listed, above, at_least, below, at_most," + " missing, present");
        refused(() -> Then.named("block"), "then is \"block\"; allowed: approve, review, decline, pass");
    }

    @org.junit.jupiter.api.Test
    void names_on_the_wire_are_read_back() {
        assertThat(Arrays.stream(Test.values()).map(test -> Test.named(test.word())))
                .containsExactly(Test.values());
        assertThat(Arrays.stream(Then.values()).map(then -> Then.named(then.word())))
                .containsExactly(Then.values());
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String message) {
        assertThatIllegalArgumentException().isThrownBy(what).withMessage(message);
    }
}
