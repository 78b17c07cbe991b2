package io.weir.simulation;

import static io.weir.simulation.ScenarioBank.STEADY;
import static io.weir.simulation.ScenarioBank.all;
import static io.weir.simulation.ScenarioBank.day;
import static io.weir.simulation.ScenarioBank.settings;
import static io.weir.simulation.ScenarioBank.with;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.simulation.Joins.Turnover;
import io.weir.simulation.LabelNoise.Flipped;
import io.weir.simulation.LabelNoise.Reversed;
import io.weir.simulation.SchemeSchedule.Newcomer;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simulated bank in which something changes. */
class ScenarioTest {

    /**
     * Sums over ten banks are Poisson, so Σ (found - expected)² / expected is chi-squared with a degree of freedom for each of the
     * 145 days with fraud. Healthy 150, broken (every change a day late) 108,000; the bar is five deviations of √290.
     */
    @Test
    void frauds_of_each_day_are_poisson_around_the_intensity() {
        Intensity intensity = Intensity.constant()
                .ramp(20, 60, 4)
                .season(60, 3)
                .burst(80, 5, 6)
                .step(110, 0.2)
                .zero(130, 5);
        int banks = 10;
        double[] found = new double[150];
        for (int seed = 0; seed < banks; seed++) {
            for (SimulatedPayment payment : all(settings(seed, 150, STEADY.withFraud(intensity)))) {
                found[day(payment)] += payment.fraud() ? 1 : 0;
            }
        }
        double chi = 0;
        for (int day = 0; day < found.length; day++) {
            double expected = banks * 80 * 0.5 * intensity.at(day + 0.5);
            if (expected == 0) {
                assertThat(found[day]).as("frauds of day %s", day).isZero();
            } else {
                chi += (found[day] - expected) * (found[day] - expected) / expected;
            }
        }
        assertThat(chi).isBetween(145 - 5 * Math.sqrt(290), 145 + 5 * Math.sqrt(290));
    }

    @Test
    void honest_payments_do_not_change_with_the_intensity_of_fraud() {
        List<Transaction> usual = honest(all(settings(1, 10, STEADY)));
        List<Transaction> more =
                honest(all(settings(1, 10, STEADY.withFraud(Intensity.constant().step(3, 9)))));
        assertThat(more)
                .usingElementComparator((a, b) -> sameButId(a, b) ? 0 : 1)
                .isEqualTo(usual);
    }

    @Test
    void everything_changing_is_the_same_again_and_any_day_alone_is_the_day_in_sequence() {
        SimulationSettings settings = settings(5, 40, everything());
        assertThat(all(settings)).isEqualTo(all(settings));
        Simulator inSequence = new Simulator(settings);
        for (int day = 0; day < 40; day++) {
            List<Payment> payments = inSequence.day(day);
            if (day % 13 == 12) {
                assertThat(new Simulator(settings).day(day)).isEqualTo(payments).isNotEmpty();
            }
        }
    }

    @Test
    void new_schemes_are_absent_before_their_day_and_then_have_their_shares() {
        SchemeSchedule schedule = new SchemeSchedule(
                Map.of(Scheme.BIG_AMOUNTS, Intensity.constant().step(0, 2)),
                List.of(new Newcomer(Scheme.CARD_TESTING, 20, 0.5), new Newcomer(Scheme.MULE_MERCHANTS, 40, 0.25)));
        List<Map<Scheme, Integer>> counts = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (SimulatedPayment payment : all(settings(2, 60, with(STEADY, schedule)))) {
            Scheme scheme = payment.scheme();
            if (scheme != null) {
                counts.get(day(payment) / 20).merge(scheme, 1, Integer::sum);
            }
        }
        double frauds = 20 * 40;
        assertCounts(counts.get(0), frauds, 0.5, 0.25, 0.25, 0, 0);
        assertCounts(counts.get(1), frauds, 0.25, 0.125, 0.125, 0.5, 0);
        assertCounts(counts.get(2), frauds, 0.125, 0.0625, 0.0625, 0.5, 0.25);
    }

    @Test
    void new_scheme_with_share_one_replaces_all_others_at_the_same_rate() {
        List<SimulatedPayment> frauds = all(settings(2, 60, with(STEADY, newcomer(Scheme.MULE_MERCHANTS)))).stream()
                .filter(SimulatedPayment::fraud)
                .toList();
        assertThat(frauds.stream().filter(fraud -> day(fraud) >= 30))
                .allSatisfy(fraud -> assertThat(fraud.scheme()).isEqualTo(Scheme.MULE_MERCHANTS));
        assertThat((double) frauds.size()).isCloseTo(60 * 40, within(4 * Math.sqrt(60 * 40)));
    }

    @Test
    void card_testing_is_many_tiny_amounts_in_quick_succession_at_many_merchants() {
        Map<String, List<Transaction>> byAccount =
                frauds(Scheme.CARD_TESTING).collect(groupingBy(t -> t.account() + (int) day(t)));
        List<Transaction> most =
                byAccount.values().stream().max((a, b) -> a.size() - b.size()).orElseThrow();
        assertThat(most).hasSizeGreaterThan(8).allSatisfy(t -> {
            assertThat(t.amount()).isBetween(0.5, 3.0);
            assertThat(t.categorical()).containsEntry("entry_mode", "online");
        });
        long span = most.get(most.size() - 1).timeMillis() - most.get(0).timeMillis();
        assertThat(span).isLessThan(20 * 60_000);
        assertThat(most.stream().map(Transaction::merchant).distinct().count()).isGreaterThan(4);
        double mean = byAccount.values().stream().mapToInt(List::size).average().orElseThrow();
        assertThat(mean).isGreaterThan(5);
    }

    @Test
    void mule_merchants_are_new_and_take_ordinary_amounts_of_many_customers_contactless() {
        List<SimulatedPayment> all = all(settings(2, 60, with(STEADY, newcomer(Scheme.MULE_MERCHANTS))));
        Set<String> before = all.stream()
                .filter(payment -> payment.scheme() != Scheme.MULE_MERCHANTS)
                .map(payment -> payment.labelled().transaction().merchant())
                .collect(Collectors.toSet());
        List<Transaction> there = frauds(Scheme.MULE_MERCHANTS).toList();
        assertThat(there).allSatisfy(t -> {
            assertThat(before).doesNotContain(t.merchant());
            assertThat(t.categorical()).containsEntry("entry_mode", "contactless");
        });
        Map<String, Long> customers = there.stream()
                .collect(groupingBy(
                        Transaction::merchant,
                        Collectors.mapping(Transaction::account, Collectors.collectingAndThen(Collectors.toSet(), s ->
                                (long) s.size()))));
        assertThat(customers.values().stream().mapToLong(Long::longValue).max().orElseThrow())
                .isGreaterThan(20);
        double honest =
                honest(all).stream().mapToDouble(Transaction::amount).average().orElseThrow();
        double mule = there.stream().mapToDouble(Transaction::amount).average().orElseThrow();
        assertThat(mule / honest).isBetween(0.7, 1.4);
    }

    @Test
    void customers_and_merchants_join_at_their_rate_and_leave() {
        Joins joins = new Joins(new Turnover(2, 0.02), new Turnover(0.5, 0.01));
        Population population = new Population(settings(3, 60, with(joins)));
        World late = population.on(50);
        // 300 (1 - 0.02)^50 of the first and 2 Σ (1 - 0.02)^t of the others.
        double expected = 300 * Math.pow(0.98, 50) + 2 * (1 - Math.pow(0.98, 50)) / 0.02;
        assertThat((double) late.customers().size()).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        assertThat(population.customers().joinedBy(50)).isEqualTo(400);
        assertThat(population.merchants().joinedBy(7)).isEqualTo(63);
        Set<String> seen = new HashSet<>();
        int[] joined = new int[2];
        for (SimulatedPayment payment : all(settings(3, 60, with(joins)))) {
            Transaction t = payment.labelled().transaction();
            assertThat(number(t.account())).isLessThan(300 + 2 * (int) day(t));
            assertThat(number(t.merchant())).isLessThan(60 + (int) day(t) / 2);
            joined[0] += seen.add(t.account()) && number(t.account()) >= 300 ? 1 : 0;
            joined[1] += seen.add(t.merchant()) && number(t.merchant()) >= 60 ? 1 : 0;
        }
        assertThat(joined[0]).isGreaterThan(60);
        assertThat(joined[1]).isGreaterThan(15);
    }

    /** A shop stays compromised for four weeks whoever joins meanwhile. */
    @Test
    void compromised_entities_last_while_others_join() {
        Joins joins = new Joins(new Turnover(3, 0), new Turnover(1, 0));
        SimulationSettings settings = settings(3, 60, with(joins));
        Map<String, Long> byShop = all(settings).stream()
                .filter(payment -> payment.scheme() == Scheme.COMPROMISED_MERCHANTS)
                .collect(groupingBy(payment -> payment.labelled().transaction().merchant(), counting()));
        // 60 days × 40 / 3 frauds of 13 slots with two or three shops each in turn.
        assertThat(byShop).hasSizeLessThan(45);
        assertThat(byShop.values().stream().filter(count -> count > 15).count()).isGreaterThan(15);
    }

    @Test
    void iterator_is_a_view_of_the_payments() {
        SimulationSettings settings = settings(8, 20, everything());
        List<LabelledTransaction> view = new ArrayList<>();
        new Simulator(settings).forEachRemaining(view::add);
        assertThat(view)
                .isEqualTo(
                        all(settings).stream().map(SimulatedPayment::labelled).toList());
    }

    @Test
    void settings_that_cannot_be_name_what_is_allowed() {
        assertThatThrownBy(() -> new Newcomer(Scheme.BIG_AMOUNTS, 3, 1))
                .hasMessage("big-amounts is always there; allowed: a weight");
        assertThatThrownBy(() -> new SchemeSchedule(Map.of(Scheme.CARD_TESTING, Intensity.constant()), List.of()))
                .hasMessageContaining("card-testing has a weight; allowed: a day and a share");
        Newcomer most = new Newcomer(Scheme.CARD_TESTING, 3, 0.7);
        Newcomer other = new Newcomer(Scheme.MULE_MERCHANTS, 3, 0.7);
        assertThatThrownBy(() -> new SchemeSchedule(Map.of(), List.of(most, other)))
                .hasMessage("the sum of the new schemes' shares is 1.4; allowed: 0.0 to 1.0");
        assertThatThrownBy(() -> new SchemeSchedule(Map.of(), List.of(most, most)))
                .hasMessageContaining("given twice");
        Intensity none = Intensity.constant().zero(30, 1);
        SchemeSchedule nobody = new SchemeSchedule(
                Map.of(
                        Scheme.BIG_AMOUNTS, none,
                        Scheme.COMPROMISED_ACCOUNTS, none,
                        Scheme.COMPROMISED_MERCHANTS, none),
                List.of());
        assertThatThrownBy(() -> with(STEADY, nobody))
                .hasMessage("no known scheme has a weight on day 30; allowed: at least one");
        assertThatThrownBy(() -> new Break.Scaled("amuont", 1, 2))
                .hasMessage("attribute is \"amuont\"; did you mean amount? allowed: amount, distance_km");
        assertThatThrownBy(() -> new Break.Missing("amount", 1))
                .hasMessage("attribute is \"amount\"; allowed: distance_km, entry_mode, country");
    }

    private static Scenario everything() {
        return new Scenario(
                "everything",
                40,
                Intensity.constant().season(20, 2),
                new SchemeSchedule(
                        Map.of(),
                        List.of(
                                new Newcomer(Scheme.CARD_TESTING, 5, 0.2),
                                new Newcomer(Scheme.MULE_MERCHANTS, 9, 0.2))),
                new Joins(new Turnover(5, 0.05), new Turnover(1, 0.05)),
                LabelDelays.standard(),
                new LabelNoise(0.1, List.of(new Flipped(10, 2, 0.1, true)), new Reversed(0.5, 0.1, 5, 0.5)),
                List.of(new Break.Scaled("amount", 30, 100)));
    }

    private static SchemeSchedule newcomer(Scheme scheme) {
        return new SchemeSchedule(Map.of(), List.of(new Newcomer(scheme, 30, 1)));
    }

    private static Stream<Transaction> frauds(Scheme scheme) {
        return all(settings(2, 60, with(STEADY, newcomer(scheme)))).stream()
                .filter(payment -> payment.scheme() == scheme)
                .map(payment -> payment.labelled().transaction());
    }

    private static List<Transaction> honest(List<SimulatedPayment> all) {
        return all.stream()
                .filter(payment -> !payment.fraud())
                .map(payment -> payment.labelled().transaction())
                .toList();
    }

    private static boolean sameButId(Transaction a, Transaction b) {
        return a.timeMillis() == b.timeMillis()
                && a.account().equals(b.account())
                && a.amountMinor() == b.amountMinor();
    }

    private static int number(String id) {
        return Integer.parseInt(requireNonNull(id).substring(1));
    }

    /** Of the schemes in the order in which they are declared. */
    private static void assertCounts(Map<Scheme, Integer> counts, double all, double... shares) {
        int i = 0;
        for (Scheme scheme : Scheme.values()) {
            double expected = all * shares[i++];
            assertThat((double) counts.getOrDefault(scheme, 0))
                    .as("%s", scheme)
                    .isCloseTo(expected, within(4 * Math.sqrt(expected)));
        }
    }
}
