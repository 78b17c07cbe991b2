package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.feature.EntityProfile.Arrival;
import io.weir.feature.EntityProfile.Observation;
import io.weir.testing.Handbook;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntityProfileTest {

    private static final long DAY = 86_400_000L;
    private static final long START = 1_522_540_800_000L;
    private static final FeatureCatalogue CATALOGUE = Handbook.catalogue();

    private static final EntityProfile ACCOUNT = CATALOGUE.profiles().get(0);
    private static final EntityProfile MERCHANT = CATALOGUE.profiles().get(1);

    /** What one entity's past says; values are those of the catalogue, the account's from 3 on, the merchant's from 9 on. */
    private static Observation observe(EntityProfile profile, byte @Nullable [] state, Transaction payment) {
        Observation all = profile.observe(state, payment, CATALOGUE.start(payment));
        int from = profile == ACCOUNT ? 3 : 9;
        return new Observation(Arrays.copyOfRange(all.values(), from, from + 6), all.state(), all.arrival());
    }

    private static EntityLog log(byte @Nullable [] state) {
        return EntityLog.of(state, 0, 0);
    }

    private static Transaction payment(String id, long time, long amount) {
        return new Transaction(id, "a", "m", time, amount, "USD", Map.of(), Map.of());
    }

    private static Label label(String id, boolean fraud, long time) {
        return new Label(id, "a", fraud, Label.Source.CHARGEBACK, time);
    }

    @Test
    void account_windows_are_half_open_and_include_the_transaction() {
        EntityProfile profile = ACCOUNT;
        byte[] state = observe(profile, null, payment("1", START, 1000)).state();
        state = observe(profile, state, payment("2", START + 1, 2000)).state();
        Observation third = observe(profile, state, payment("3", START + DAY, 4000));
        // (t - 1 day, t]: the first lies exactly on the open end
        assertThat(third.values()).containsExactly(2, 30, 3, 7000 / 3.0 / 100, 3, 7000 / 3.0 / 100);
    }

    @Test
    void merchant_window_ends_seven_days_before_and_counts_only_what_was_known() {
        EntityProfile profile = MERCHANT;
        byte[] state = observe(profile, null, payment("1", START, 1000)).state();
        state = observe(profile, state, payment("2", START + 1, 1000)).state();
        state = profile.report(state, label("1", true, START + 7 * DAY + 5), START);
        assertThat(observe(profile, state, payment("3", START + 7 * DAY + 4, 1)).values())
                .containsExactly(2, 0, 2, 0, 2, 0);
        assertThat(observe(profile, state, payment("3", START + 7 * DAY + 5, 1)).values())
                .containsExactly(2, 0.5, 2, 0.5, 2, 0.5);
        assertThat(observe(profile, state, payment("3", START + 8 * DAY, 1)).values())
                .containsExactly(1, 0, 2, 0.5, 2, 0.5);
    }

    @Test
    void reversed_label_no_longer_counts_and_doubled_label_counts_once() {
        EntityProfile profile = MERCHANT;
        byte[] state = observe(profile, null, payment("1", START, 1000)).state();
        state = profile.report(state, label("1", true, START + DAY), START);
        state = profile.report(state, label("1", true, START + 2 * DAY), START);
        byte[] once = state;
        assertThat(profile.report(state, label("1", true, START + 2 * DAY), START))
                .isEqualTo(once);
        state = profile.report(state, label("1", false, START + 10 * DAY), START);
        assertThat(observe(profile, state, payment("2", START + 9 * DAY, 1)).values()[3])
                .isEqualTo(1.0);
        assertThat(observe(profile, state, payment("2", START + 10 * DAY, 1)).values()[3])
                .isEqualTo(0.0);
    }

    @Test
    void empty_window_has_no_transactions_and_no_fraud_rate() {
        double[] values = observe(MERCHANT, null, payment("1", START, 1)).values();
        assertThat(values).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void redelivery_after_others_arrived_gets_the_same_features_and_changes_nothing() {
        SplittableRandom random = new SplittableRandom(7);
        for (EntityProfile profile : List.of(ACCOUNT, MERCHANT)) {
            byte[] state = null;
            List<Transaction> sent = new ArrayList<>();
            List<double[]> got = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                // out of order by up to half a day, equal times included
                Transaction next = payment("t" + i, START + (i / 3) * DAY / 8 + random.nextLong(DAY / 2), i);
                Observation observed = observe(profile, state, next);
                state = observed.state();
                sent.add(next);
                got.add(observed.values());
                if (i % 5 == 0) {
                    state = profile.report(state, label("t" + i, true, next.timeMillis() + DAY), next.timeMillis());
                }
                int back = Math.max(0, i - random.nextInt(9));
                Observation again = observe(profile, state, sent.get(back));
                assertThat(again.arrival()).isEqualTo(Arrival.REDELIVERED);
                assertThat(again.values()).isEqualTo(got.get(back));
                assertThat(again.state()).isEqualTo(state);
            }
        }
    }

    /** Long enough for the state to forget: a redelivery at most a day behind the newest still finds all that it needs. */
    @Test
    void redelivered_within_a_day_gives_the_features_it_got_the_first_time_while_old_entries_go() {
        SplittableRandom random = new SplittableRandom(13);
        for (EntityProfile profile : List.of(ACCOUNT, MERCHANT)) {
            byte[] state = null;
            List<Transaction> sent = new ArrayList<>();
            List<double[]> got = new ArrayList<>();
            for (int i = 0; i < 60 * 12; i++) {
                Transaction next = payment("t" + i, START + i * DAY / 12, random.nextLong(100_000));
                Observation observed = observe(profile, state, next);
                state = observed.state();
                sent.add(next);
                got.add(observed.values());
                if (i % 5 == 0) {
                    state = profile.report(state, label("t" + i, true, next.timeMillis() + DAY), next.timeMillis());
                }
                // now and then exactly a day
                int back = Math.max(0, i - random.nextInt(13));
                Observation again = observe(profile, state, sent.get(back));
                assertThat(again.arrival()).isEqualTo(Arrival.REDELIVERED);
                assertThat(again.values()).isEqualTo(got.get(back));
                assertThat(again.state()).isEqualTo(state);
            }
            assertThat(log(state).payments())
                    .as("entries of 60 days, one in five with a report")
                    .isLessThan(60 * 12);
            assertThat(observe(profile, state, sent.get(0)).arrival())
                    .as("first of all, forgotten")
                    .isEqualTo(Arrival.NEW);
        }
    }

    @Test
    void busy_entity_knows_its_newest_entries_again_and_counts_those_that_it_has_folded() {
        EntityProfile profile = ACCOUNT;
        int extra = 500;
        byte[] state = null;
        List<Transaction> sent = new ArrayList<>();
        List<double[]> got = new ArrayList<>();
        for (int i = 0; i < EntityLog.MAX_PAYMENTS + extra; i++) {
            sent.add(payment("t" + i, START + i * 1_000L, 100));
            Observation observed = observe(profile, state, sent.get(i));
            assertThat(observed.values()).containsExactly(i + 1, 1, i + 1, 1, i + 1, 1);
            state = observed.state();
            got.add(observed.values());
        }
        EntityLog log = log(state);
        assertThat(log.payments()).isEqualTo(EntityLog.MAX_PAYMENTS);
        for (int i = 0; i < log.payments(); i++) {
            assertThat(log.time(i)).isEqualTo(START + (extra + i) * 1_000L);
        }
        for (int kept : List.of(extra, extra + 7, sent.size() - 1)) {
            Observation again = observe(profile, state, sent.get(kept));
            assertThat(again.arrival()).isEqualTo(Arrival.REDELIVERED);
            assertThat(again.state()).isEqualTo(state);
            assertThat(again.values()).isEqualTo(got.get(kept));
        }
        assertThat(observe(profile, state, sent.get(extra - 1)).arrival())
                .as("folded: its id is forgotten")
                .isEqualTo(Arrival.NEW);
    }

    @Test
    void frauds_of_a_busy_merchant_stay_exact_where_its_payments_are_folded() {
        byte[] state = null;
        int frauds = 0;
        for (int i = 0; i < 6_000; i++) {
            long time = START + i * 60_000L;
            state = observe(MERCHANT, state, payment("t" + i, time, 100)).state();
            if (i % 5 == 0) {
                state = MERCHANT.report(state, label("t" + i, true, time + DAY), time);
                frauds++;
            }
        }
        assertThat(log(state).reports()).as("the others are folded").isEqualTo(EntityLog.MAX_REPORTS);
        // all of it lies in the windows of 7 and of 30 days that end 7 days before
        Observation late = observe(MERCHANT, state, payment("late", START + 12 * DAY, 100));
        assertThat(Arrays.copyOfRange(late.values(), 2, 6)).containsExactly(6_000, frauds / 6_000.0, 6_000, 0.2);
    }

    @Test
    void remembersReports_ofABusyMerchant_onlyOfPaymentsAsYoungAsThoseItKeeps() {
        byte[] state = null;
        for (int i = 0; i < 2_000; i++) {
            long time = START + i * 60_000L;
            state = observe(MERCHANT, state, payment("t" + i, time, 100)).state();
            assertThat(MERCHANT.remembersReports(state, START))
                    .as("with %s reports", i)
                    .isEqualTo(i <= EntityLog.MAX_REPORTS);
            state = MERCHANT.report(state, label("t" + i, true, time + DAY), time);
        }
        long oldest = START + (2_000 - EntityLog.MAX_REPORTS) * 60_000L;
        assertThat(MERCHANT.remembersReports(state, oldest - 1)).isFalse();
        assertThat(MERCHANT.remembersReports(state, oldest)).isTrue();
    }

    @Test
    void same_id_with_another_amount_or_time_is_a_conflict_and_counts_nothing() {
        EntityProfile profile = ACCOUNT;
        byte[] state = observe(profile, null, payment("1", START, 1000)).state();
        assertThat(observe(profile, state, payment("1", START, 1001)).arrival()).isEqualTo(Arrival.CONFLICTING);
        Observation moved = observe(profile, state, payment("1", START + 1, 1000));
        assertThat(moved.arrival()).isEqualTo(Arrival.CONFLICTING);
        assertThat(moved.state()).isEqualTo(state);
    }

    /** The slow twin keeps every transaction for ever and recomputes each window from its definition. */
    @Test
    void windows_equal_the_slow_twin_for_late_and_ordered_arrivals() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] account = null;
        byte[] merchant = null;
        List<Transaction> all = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            long time = START + i * DAY / 6 + random.nextLong(DAY) - DAY / 2;
            Transaction next = payment("t" + i, time, random.nextLong(100_000));
            Observation a = observe(ACCOUNT, account, next);
            Observation m = observe(MERCHANT, merchant, next);
            account = a.state();
            merchant = m.state();
            all.add(next);
            double[] twin = twin(all, labels, next);
            double[] own = CATALOGUE.start(next);
            assertThat(Arrays.copyOf(own, 3)).containsExactly(Arrays.copyOf(twin, 3));
            assertThat(a.values()).containsExactly(Arrays.copyOfRange(twin, 3, 9));
            assertThat(m.values()).containsExactly(Arrays.copyOfRange(twin, 9, 15));
            if (random.nextInt(4) == 0) {
                Label label = label(next.id(), random.nextInt(5) > 0, time + random.nextLong(20 * DAY));
                labels.add(label);
                merchant = MERCHANT.report(merchant, label, time);
            }
        }
        assertThat(Objects.requireNonNull(merchant).length)
                .as("state is bounded by its windows")
                .isLessThan(29 * 6 * 40 * 2);
    }

    private static double[] twin(List<Transaction> all, List<Label> labels, Transaction now) {
        double[] vector = new double[15];
        vector[0] = now.amountMinor() / 100.0;
        long day = Math.floorDiv(now.timeMillis(), DAY);
        vector[1] = Math.floorMod(day + 3, 7) >= 5 ? 1 : 0;
        vector[2] = Math.floorMod(now.timeMillis(), DAY) / 3_600_000 <= 6 ? 1 : 0;
        int[] days = {1, 7, 30};
        for (int w = 0; w < 3; w++) {
            long count = 0;
            long sum = 0;
            long delayedCount = 0;
            long frauds = 0;
            long end = now.timeMillis() - 7 * DAY;
            for (Transaction t : all) {
                if (t.timeMillis() > now.timeMillis() - days[w] * DAY && t.timeMillis() <= now.timeMillis()) {
                    count++;
                    sum += t.amountMinor();
                }
                if (t.timeMillis() > end - days[w] * DAY && t.timeMillis() <= end) {
                    delayedCount++;
                    frauds += isFraud(labels, t, now.timeMillis()) ? 1 : 0;
                }
            }
            vector[3 + 2 * w] = count;
            vector[4 + 2 * w] = (double) sum / count / 100.0;
            vector[9 + 2 * w] = delayedCount;
            vector[10 + 2 * w] = delayedCount == 0 ? 0 : (double) frauds / delayedCount;
        }
        return vector;
    }

    private static boolean isFraud(List<Label> labels, Transaction transaction, long now) {
        @Nullable Label last = null;
        for (Label label : labels) {
            boolean known = label.transactionId().equals(transaction.id()) && label.reportedMillis() <= now;
            if (known && (last == null || label.reportedMillis() >= last.reportedMillis())) {
                last = label;
            }
        }
        return last != null && last.fraud();
    }

    @Test
    void state_of_an_unknown_version_stops_loudly() {
        assertThatThrownBy(() -> observe(ACCOUNT, new byte[] {9}, payment("1", START, 1)))
                .hasMessageContaining("version 9");
    }
}
