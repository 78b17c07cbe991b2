package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.Transaction;
import io.weir.yaml.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadPaymentsTest {

    private static final long END = Duration.ofDays(20_000).toMillis();
    private static final Transaction TEMPLATE = new Transaction("t", "a", "m", 0, 100, "USD", Map.of(), Map.of());

    /** Nothing but the number of accounts may differ between two cases. */
    @Test
    void accounts_and_merchants_pay_one_as_often_as_the_other_and_an_account_at_several_merchants() {
        LoadPayments payments = payments("{accounts: 100, merchants: 50, history: 1000}");
        List<Transaction> past =
                IntStream.range(0, 1_000).mapToObj(payments::past).toList();

        assertThat(past.stream().collect(Collectors.groupingBy(Transaction::account, Collectors.counting())))
                .hasSize(100)
                .allSatisfy((account, count) -> assertThat(count).isEqualTo(10));
        assertThat(past.stream().collect(Collectors.groupingBy(Transaction::merchant, Collectors.counting())))
                .hasSize(50)
                .allSatisfy((merchant, count) -> assertThat(count).isEqualTo(20));
        assertThat(past.stream()
                        .filter(payment -> payment.account().equals("account-0"))
                        .map(Transaction::merchant)
                        .distinct())
                .hasSize(10);
    }

    @Test
    void id_tells_its_number_and_is_another_one_in_the_history() {
        LoadPayments payments = payments("{}");

        assertThat(LoadPayments.number(payments.next(17, END).id())).isEqualTo(17);
        assertThat(payments.past(17).id())
                .isEqualTo(LoadPayments.id(-18))
                .isNotEqualTo(payments.next(17, END).id());
    }

    @Test
    void backlog_of_all_rounds_spans_ten_days_in_order() {
        LoadPayments payments = payments("{shape: drain, transactions: 500, rounds: 2}");

        long first = payments.waiting(0).timeMillis();
        long last = payments.waiting(999).timeMillis();
        assertThat(last - first).isCloseTo(Duration.ofDays(10).toMillis() / 1_000 * 999, within(1L));
        assertThat(last).isLessThan(System.currentTimeMillis());
        assertThat(LongStream.range(0, 1_000)
                        .map(number -> payments.waiting((int) number).timeMillis())
                        .boxed())
                .isSorted();
    }

    private static LoadPayments payments(String load) {
        Section section = Section.root("a test", load, name -> null);
        return new LoadPayments(List.of(TEMPLATE), LoadCase.read(section, LoadCase.STANDARD), END);
    }
}
