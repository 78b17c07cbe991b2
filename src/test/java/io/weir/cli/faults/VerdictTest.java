package io.weir.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.faults.Faults.Fault;
import io.weir.cli.faults.Faults.Input;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run left is held to what it had to leave. */
class VerdictTest {

    private static final byte[] KEY = {1};
    private static final byte[] POISON = {2, 3};
    private static final String DECLINE = Book.decision("0.9", "decline at 1 %");

    private static final Fault EXACTLY = fault(true, Set.of(), false);
    private static final Fault AT_LEAST = fault(false, Set.of("estimator"), false);

    private static Fault fault(boolean exactlyOnce, Set<String> mayDiffer, boolean mayEnd) {
        return new Fault("test", 2, exactlyOnce, false, Input.CLEAN, mayDiffer, mayEnd, run -> {});
    }

    private final Book undisturbed = book();
    private final Book book = book();

    private static Book book() {
        Book book = Book.empty();
        for (String id : List.of("a", "b")) {
            book.decisions().expect(id);
            book.decisions().came(id, DECLINE);
            book.outcomes().expect(id);
            book.outcomes().came(id, "fraud");
        }
        book.alerts().expect("a", "review");
        book.alerts().came("a", "review");
        book.deadLetters().expect("transactions/0/7", Book.letter("UNREADABLE", KEY, POISON));
        book.deadLetters().came("transactions/0/7", Book.letter("UNREADABLE", KEY, POISON));
        book.state().put("profiles", 0, new byte[] {1}, new byte[] {2});
        return book;
    }

    private FaultResult verdict(Fault fault, Double... recoveries) {
        return Verdict.of(
                fault,
                book,
                undisturbed,
                new Verdict.Course(Map.of("kill", 3), List.of(recoveries), 0, List.of(), List.of(), 1));
    }

    @Test
    void verdict_on_the_same_as_undisturbed_is_clean() {
        FaultResult result = verdict(EXACTLY, 2.5);

        assertThat(result.isClean()).isTrue();
        assertThat(result.faults()).isEqualTo(3);
        assertThat(result.inputs()).isEqualTo(3);
        assertThat(result.decided()).isEqualTo(2);
        assertThat(result.deadLetters()).isEqualTo(1);
    }

    @Test
    void verdict_on_a_run_without_one_decision_has_it_lost() {
        Book less = Book.empty();
        less.decisions().expect("a");
        FaultResult result = Verdict.of(
                EXACTLY, less, undisturbed, new Verdict.Course(Map.of(), List.of(), 0, List.of(), List.of(), 1));

        // With the decision, the alert that the undisturbed run has.
        assertThat(result.lost()).isEqualTo(2);
        assertThat(result.differentKeys()).isEqualTo(1);
        assertThat(result.isClean()).isFalse();
        assertThat(result.notes()).contains("lost: 1, the first of them [a]");
    }

    @Test
    void verdict_on_a_second_decision_is_duplicated_exactly_once_and_repeated_at_least_once() {
        book.decisions().came("a", DECLINE);

        assertThat(verdict(EXACTLY).duplicated()).isEqualTo(1);
        assertThat(verdict(EXACTLY).isClean()).isFalse();
        assertThat(verdict(AT_LEAST).duplicated()).isZero();
        assertThat(verdict(AT_LEAST).repeated()).isEqualTo(1);
        assertThat(verdict(AT_LEAST).isClean()).isTrue();
    }

    @Test
    void verdict_on_a_second_decision_that_is_another_is_duplicated_in_both() {
        book.decisions().came("a", "approve");

        assertThat(verdict(EXACTLY).duplicated()).isEqualTo(1);
        assertThat(verdict(AT_LEAST).duplicated()).isEqualTo(1);
    }

    @Test
    void verdict_on_a_second_alert_has_an_alert_twice() {
        book.alerts().came("a", "review");

        assertThat(verdict(EXACTLY).alertsTwice()).isEqualTo(1);
        assertThat(verdict(EXACTLY).isClean()).isFalse();
    }

    @Test
    void verdict_on_another_state_counts_its_keys() {
        book.state().put("profiles", 0, new byte[] {1}, new byte[] {3});

        assertThat(verdict(EXACTLY).stateDifferences()).isEqualTo(Map.of("profiles", 1));
        assertThat(verdict(EXACTLY).isClean()).isFalse();
    }

    @Test
    void verdict_on_one_that_never_recovered_is_not_clean() {
        assertThat(verdict(EXACTLY, Double.NaN).isClean()).isFalse();
    }

    @Test
    void verdict_on_an_alert_for_an_approved_payment_has_it_as_one_too_many() {
        book.alerts().came("b", "review");

        FaultResult result = verdict(EXACTLY);

        assertThat(result.alertsTwice()).isEqualTo(1);
        assertThat(result.isClean()).isFalse();
        assertThat(result.notes()).contains("alerts without a decision for them: 1, the first of them [b]");
        assertThat(verdict(AT_LEAST).alertsTwice()).isEqualTo(1);
    }

    @Test
    void verdict_on_an_alert_that_is_not_its_decision_is_different() {
        book.alerts().expect("b", "review of b");
        book.alerts().came("b", "review of another");

        assertThat(verdict(EXACTLY).differing()).isEqualTo(1);
        assertThat(verdict(EXACTLY).isClean()).isFalse();
    }

    @Test
    void verdict_on_a_decision_whose_alert_did_not_come_has_it_lost() {
        book.alerts().expect("b", "review");

        assertThat(verdict(EXACTLY).lost()).isEqualTo(1);
        assertThat(verdict(EXACTLY).isClean()).isFalse();
    }

    @Test
    void verdict_on_an_outcome_that_is_another_is_different() {
        Book other = Book.empty();
        other.outcomes().expect("a");
        other.outcomes().came("a", "legitimate");

        FaultResult result = Verdict.of(EXACTLY, other, undisturbed, course(List.of(), 0));

        assertThat(result.differing()).isEqualTo(1);
        assertThat(result.notes()).contains("different outcomes: 1, the first of them [a]");
    }

    @Test
    void verdict_on_a_dead_letter_of_other_bytes_is_different() {
        book.deadLetters().expect("transactions/0/8", Book.letter("SCHEMA", KEY, POISON));
        book.deadLetters().came("transactions/0/8", Book.letter("SCHEMA", KEY, new byte[] {9}));

        FaultResult result = verdict(EXACTLY);

        assertThat(result.differing()).isEqualTo(1);
        assertThat(result.reasons()).isEqualTo(Map.of("SCHEMA", 1, "UNREADABLE", 1));
        assertThat(result.isClean()).isFalse();
    }

    @Test
    void verdict_on_a_decision_of_a_payment_that_only_closes_is_duplicated() {
        book.decisions().came("closing-1", "approve");

        assertThat(verdict(EXACTLY).duplicated()).isEqualTo(1);
    }

    @Test
    void verdict_at_least_once_lets_a_decision_have_another_base_rate_and_no_other_score() {
        Book other = Book.empty();
        other.decisions().expect("a");
        other.decisions().came("a", Book.decision("0.9", "review at 2 %"));

        assertThat(Verdict.of(AT_LEAST, other, undisturbed, course(List.of(), 0))
                        .differing())
                .isZero();
        assertThat(Verdict.of(EXACTLY, other, undisturbed, course(List.of(), 0)).differing())
                .isEqualTo(1);

        other.decisions().expect("b");
        other.decisions().came("b", Book.decision("0.8", "decline at 1 %"));

        assertThat(Verdict.of(AT_LEAST, other, undisturbed, course(List.of(), 0))
                        .differing())
                .isEqualTo(1);
    }

    @Test
    void verdict_at_least_once_lets_only_the_stores_differ_that_may() {
        book.state().put("estimator", 0, new byte[] {1}, new byte[] {3});

        assertThat(verdict(AT_LEAST).isClean()).isTrue();
        assertThat(verdict(AT_LEAST).notes()).contains("store estimator differs in 1 keys, as it may");
        assertThat(verdict(EXACTLY).stateDifferences()).isEqualTo(Map.of("estimator", 1));

        book.state().put("profiles", 0, new byte[] {1}, new byte[] {3});

        assertThat(verdict(AT_LEAST).stateDifferences()).isEqualTo(Map.of("profiles", 1));
    }

    @Test
    void verdict_on_a_run_with_a_problem_is_not_clean() {
        assertThat(Verdict.of(EXACTLY, book, undisturbed, course(List.of("came after all was decided: kill"), 0))
                        .isClean())
                .isFalse();
    }

    @Test
    void verdict_on_an_instance_that_ended_by_itself_is_clean_only_where_it_may() {
        Verdict.Course ended = course(List.of(), 1);

        assertThat(Verdict.of(EXACTLY, book, undisturbed, ended).isClean()).isFalse();
        assertThat(Verdict.of(fault(true, Set.of(), true), book, undisturbed, ended)
                        .isClean())
                .isTrue();
    }

    @Test
    void verdict_on_an_undisturbed_run_with_an_empty_store_is_not_clean() {
        assertThat(Verdict.of(EXACTLY, book, book, course(List.of(), 0)).isClean())
                .isTrue();

        book.state().open("review-slot-price");

        assertThat(Verdict.of(EXACTLY, book, book, course(List.of(), 0)).problems())
                .containsExactly("nothing to compare in store review-slot-price");
    }

    @Test
    void verdict_on_a_run_that_failed_is_not_clean_and_says_why() {
        FaultResult result = Verdict.failed(EXACTLY, course(List.of(), 0), "no answer");

        assertThat(result.isClean()).isFalse();
        assertThat(result.problems()).containsExactly("the run failed: no answer");
    }

    private static Verdict.Course course(List<String> problems, int ended) {
        return new Verdict.Course(Map.of("kill", 3), List.of(), ended, List.of(), problems, 1);
    }
}
