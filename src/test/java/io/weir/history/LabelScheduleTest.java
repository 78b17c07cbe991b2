package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.transaction.IdHash;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelScheduleTest {

    @Test
    void report_at_the_time_of_a_payment_comes_before_it_but_after_its_own() {
        List<LabelledTransaction> payments = List.of(
                payment("a", 100, true, 100),
                payment("b", 100, true, 200),
                payment("c", 200, false, 200),
                payment("d", 300, null, 0));
        assertThat(told(new LabelSchedule(payments.iterator())))
                .containsExactly("pay a", "report a", "pay b", "report b", "pay c", "pay d");
    }

    @Test
    void reports_after_the_last_payment_are_told_until_the_end_given() {
        List<LabelledTransaction> payments =
                List.of(payment("a", 100, true, 900), payment("b", 150, true, 400), payment("c", 200, false, 300));
        assertThat(told(new LabelSchedule(payments.iterator())))
                .containsExactly("pay a", "pay b", "pay c", "report b", "report a");
        assertThat(told(new LabelSchedule(payments.iterator(), LabelSchedule.Labels.ALL, 400)))
                .containsExactly("pay a", "pay b", "pay c", "report c", "report b");
        assertThat(told(new LabelSchedule(payments.iterator(), LabelSchedule.Labels.ALL, 150)))
                .containsExactly("pay a", "pay b");
    }

    @ParameterizedTest
    @EnumSource
    void schedule_equals_a_stable_sort_of_all_events(LabelSchedule.Labels labels) {
        List<LabelledTransaction> payments = new ArrayList<>();
        List<Event> reports = new ArrayList<>();
        List<Event> sorted = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            long bits = IdHash.mix(i);
            Boolean fraud = (bits & 7) == 0 ? null : Boolean.valueOf((bits & 8) == 0);
            long time = i / 3;
            LabelledTransaction payment = payment("t" + i, time, fraud, time + 1 + (bits >>> 8) % 500);
            payments.add(payment);
            if (payment.label() != null && (payment.fraud() || labels == LabelSchedule.Labels.ALL)) {
                reports.add(new Event.Report(payment.label()));
            }
        }
        sorted.addAll(reports);
        payments.forEach(payment -> sorted.add(new Event.Payment(payment.transaction())));
        sorted.sort(Comparator.comparingLong(Event::timeMillis));
        List<Event> scheduled = new ArrayList<>();
        new LabelSchedule(payments.iterator(), labels, Long.MAX_VALUE).forEachRemaining(scheduled::add);
        assertThat(scheduled).isEqualTo(sorted);
    }

    @Test
    void late_payment_is_told_where_it_stands() {
        List<LabelledTransaction> payments = List.of(
                payment("a", 100, true, 150),
                payment("b", 200, null, 0),
                payment("late", 120, true, 130),
                payment("c", 300, null, 0));
        assertThat(told(new LabelSchedule(payments.iterator())))
                .containsExactly("pay a", "report a", "pay b", "pay late", "report late", "pay c");
    }

    @Test
    void ordered_reader_counts_rows_before_the_latest_and_names_the_first_line() {
        List<Row> rows = new ArrayList<>();
        for (long time : new long[] {100, 200, 150, 200, 199, 300}) {
            rows.add(new Row.Good(rows.size() + 2, payment("t", time, null, 0)));
        }
        OrderedReader reader = new OrderedReader(rows.iterator(), bad -> {});
        List<Long> times = new ArrayList<>();
        reader.forEachRemaining(payment -> times.add(payment.transaction().timeMillis()));
        assertThat(times).containsExactly(100L, 200L, 150L, 200L, 199L, 300L);
        assertThat(reader.outOfOrder()).isEqualTo(2);
        assertThat(reader.firstOutOfOrderLine()).hasValue(4);
    }

    @Test
    void ordered_reader_tells_rows_of_one_millisecond_by_id_and_moves_no_others() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row.Good(2, payment("t10", 100, null, 0)));
        rows.add(new Row.Bad(3, Reason.UNREADABLE, "bad", new byte[0]));
        rows.add(new Row.Good(4, payment("t9", 100, null, 0)));
        rows.add(new Row.Good(5, payment("t3", 200, null, 0)));
        rows.add(new Row.Good(6, payment("t2", 100, null, 0)));
        rows.add(new Row.Good(7, payment("t1", 200, null, 0)));
        List<String> ids = new ArrayList<>();
        List<Long> bad = new ArrayList<>();
        OrderedReader reader = new OrderedReader(rows.iterator(), row -> bad.add(row.line()));
        reader.forEachRemaining(labelled -> ids.add(labelled.transaction().id()));
        assertThat(ids).containsExactly("t9", "t10", "t3", "t2", "t1");
        assertThat(bad).containsExactly(3L);
        assertThat(reader.good()).isEqualTo(5);
        assertThat(reader.rejected()).isEqualTo(1);
    }

    @Test
    void reports_of_one_millisecond_are_told_by_id() {
        List<LabelledTransaction> payments =
                List.of(payment("t10", 100, true, 900), payment("t9", 150, true, 900), payment("u", 200, true, 900));
        assertThat(told(new LabelSchedule(payments.iterator())))
                .containsExactly("pay t10", "pay t9", "pay u", "report u", "report t9", "report t10");
    }

    private static LabelledTransaction payment(String id, long time, @Nullable Boolean fraud, long reported) {
        Label label = fraud == null ? null : new Label(id, "c", fraud, Label.Source.CHARGEBACK, reported);
        return new LabelledTransaction(new Transaction(id, "c", "m", time, 1, "USD", Map.of(), Map.of()), label);
    }

    private static List<String> told(Iterator<Event> events) {
        List<String> told = new ArrayList<>();
        events.forEachRemaining(event -> told.add(
                event instanceof Event.Payment payment
                        ? "pay " + payment.transaction().id()
                        : "report " + ((Event.Report) event).label().transactionId()));
        return told;
    }
}
