package io.weir.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.faults.Faults.Fault;
import io.weir.cli.faults.Faults.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run left is held to what it had to leave. */
class VerdictTest {

    private static final Fault EXACTLY = new Fault("test", 2, true, false, Input.CLEAN, true, run -> {});
    private static final Fault AT_LEAST = new Fault("test", 2, false, false, Input.CLEAN, true, run -> {});

    private final Book undisturbed = book();
    private final Book book = book();

    private static Book book() {
        Book book = Book.empty();
        for (String id : List.of("a", "b")) {
            book.decisions().expect(id);
            book.decisions().came(id, "decline");
            book.outcomes().expect(id);
            book.outcomes().came(id, "fraud");
        }
        book.alerts().expect("a");
        book.alerts().came("a", "review");
        book.deadLetters().expect("transactions/0/7");
        book.deadLetters().came("transactions/0/7", "UNREADABLE");
        book.state().put("profiles", 0, new byte[] {1}, new byte[] {2});
        return book;
    }

    private FaultResult verdict(Fault fault, Double... recoveries) {
        return Verdict.of(
                fault, book, undisturbed, new Verdict.Course(Map.of("kill", 3), List.of(recoveries), 0, List.of(), 1));
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
        FaultResult result =
                Verdict.of(EXACTLY, less, undisturbed, new Verdict.Course(Map.of(), List.of(), 0, List.of(), 1));

        // With the decision, the alert that the undisturbed run has.
        assertThat(result.lost()).isEqualTo(2);
        assertThat(result.differentKeys()).isEqualTo(1);
        assertThat(result.isClean()).isFalse();
        assertThat(result.notes()).contains("lost: 1, the first of them [a]");
    }

    @Test
    void verdict_on_a_second_decision_is_duplicated_exactly_once_and_repeated_at_least_once() {
        book.decisions().came("a", "decline");

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
}
