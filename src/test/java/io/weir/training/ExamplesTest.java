package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.decision.Policy;
import io.weir.feature.Encodings;
import io.weir.testing.Handbook;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final long START = 1_740_787_200_000L;
    private static final long UNTIL = START + 86_400_000L;

    private static LabelledTransaction fraud(String id, long time, long reported) {
        Label label = new Label(id, "a", true, Label.Source.CHARGEBACK, reported);
        return new LabelledTransaction(payment(id, time, "USD"), label);
    }

    private static LabelledTransaction legitimate(String id, long time) {
        return new LabelledTransaction(payment(id, time, "USD"), null);
    }

    private static Transaction payment(String id, long time, String currency) {
        return new Transaction(id, "a", "m", time, 1_000, currency, Map.of(), Map.of());
    }

    private static Examples read(LabelledTransaction... history) {
        return Examples.read(
                List.of(history).iterator(), Handbook.catalogue(), Policy.standard("USD"), UNTIL, count -> {});
    }

    @Test
    void fraud_reported_a_millisecond_too_late_is_legitimate_and_has_no_delay() {
        Examples examples = read(
                fraud("in time", START, UNTIL),
                fraud("too late", START + 1, UNTIL + 1),
                fraud("reported before", START + 2, START),
                legitimate("never", START + 3));
        assertThat(examples.slice(START, UNTIL, UNTIL, Encodings.none()).fraud())
                .containsExactly(true, false, true, false);
        assertThat(examples.delays(UNTIL, UNTIL)).containsExactly(UNTIL - START, 0);
        assertThat(examples.delays(START, UNTIL)).containsExactly(UNTIL - START);
    }

    @Test
    void transaction_at_the_last_moment_is_read_and_a_later_one_is_not() {
        List<Long> told = new ArrayList<>();
        Examples examples = Examples.read(
                List.of(legitimate("1", START), legitimate("2", UNTIL), legitimate("3", UNTIL + 1))
                        .iterator(),
                Handbook.catalogue(),
                Policy.standard("USD"),
                UNTIL,
                told::add);
        assertThat(examples.size()).isEqualTo(2);
        assertThat(told).containsExactly(1L, 2L);
        assertThat(examples.firstTime()).isEqualTo(START);
    }

    @Test
    void rows_out_of_order_are_found_by_their_time_and_one_far_ahead_hides_nothing() {
        Examples examples = read(
                legitimate("1", START),
                legitimate("far ahead", UNTIL + 86_400_000L),
                fraud("3", START + 5, UNTIL),
                legitimate("2", START + 3),
                legitimate("4", START + 7));
        Examples.Slice slice = examples.slice(START + 1, START + 6, UNTIL, Encodings.none());
        assertThat(slice.times()).containsExactly(START + 3, START + 5);
        assertThat(slice.fraud()).containsExactly(false, true);
        assertThat(slice.rows()[0][3])
                .as("it came last: the two before it count")
                .isEqualTo(2);
    }

    @Test
    void slice_takes_its_start_and_leaves_its_end() {
        Examples examples = read(legitimate("1", START), fraud("2", START + 1, UNTIL), legitimate("3", START + 2));
        Examples.Slice slice = examples.slice(START + 1, START + 2, UNTIL, Encodings.none());
        assertThat(slice.fraud()).containsExactly(true);
        assertThat(slice.frauds()).isEqualTo(1);
        assertThat(slice.rows()).hasDimensions(1, 15);
        assertThat(slice.rows()[0][3])
                .as("account_count_1d, with the one before")
                .isEqualTo(2);
    }

    @Test
    void payment_in_another_currency_is_refused() {
        LabelledTransaction euros = new LabelledTransaction(payment("e", START, "EUR"), null);
        assertThatThrownBy(() -> read(legitimate("1", START), euros))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("currency is \"EUR\"; allowed: USD, the currency of policy default");
    }
}
