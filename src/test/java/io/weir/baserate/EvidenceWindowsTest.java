package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.EvidenceWindows.Kept;
import io.weir.baserate.EvidenceWindows.Report;
import io.weir.baserate.EvidenceWindows.Scored;
import io.weir.transaction.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "EnumOrdinal"})
class EvidenceWindowsTest {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final long YOUNG = Duration.ofDays(3).toMillis();
    private static final Scored SCORED = new Scored("v1", 0.01, 0.02, 0.04, true, true, new int[] {3});

    private static EvidenceWindows windows() {
        return new EvidenceWindows(WINDOW);
    }

    private static List<Long> ends(List<WindowEvidence> evidence) {
        return evidence.stream().map(WindowEvidence::windowEndMillis).toList();
    }

    private static CohortCounts whole(WindowEvidence evidence, long cohort) {
        return evidence.counts().cohort("all", cohort);
    }

    @Test
    void transaction_countsInTheWindowAndCohortOfItsTime() {
        EvidenceWindows windows = windows();
        windows.transaction(2_000, null, null);
        windows.transaction(999, "channel=web", SCORED);
        windows.transaction(1_000, null, null);
        windows.transaction(-1, null, null);
        List<WindowEvidence> evidence = windows.passed(3_000, 4, false);
        assertThat(ends(evidence)).containsExactly(0L, 1_000L, 2_000L, 3_000L);
        assertThat(evidence).allMatch(window -> window.partition() == 4 && !window.idle());
        assertThat(whole(evidence.get(0), -1_000).transactions()).isEqualTo(1);
        WindowEvidence first = evidence.get(1);
        assertThat(first.counts().segments().keySet()).containsExactly("all", "channel=web");
        assertThat(whole(first, 0).transactions()).isEqualTo(1);
        assertThat(whole(first, 0).expected()).isEqualTo(0.04);
        assertThat(whole(first, 0).declined()).isEqualTo(0.04);
        assertThat(first.counts().cohort("channel=web", 0).transactions()).isEqualTo(1);
        int bin = ScoreBins.of(ScoreBins.logRatio(0.02, 0.01));
        assertThat(first.counts().scores("v1").scores()[bin]).isEqualTo(1);
        assertThat(first.counts().scores("v1").features()[0][3]).isEqualTo(1);
        assertThat(whole(evidence.get(2), 1_000).expected()).as("only warmed").isZero();
        assertThat(evidence.get(2).counts().scores()).isEmpty();
    }

    @Test
    void report_countsInTheWindowOfItsArrivalForTheCohortOfItsTransaction() {
        EvidenceWindows windows = windows();
        windows.report(new Report(5_500, 1_200, Label.Source.CUSTOMER, 1, 2.5, 1.3), "channel=web");
        windows.report(new Report(5_600, 1_200, Label.Source.CUSTOMER, -1, 2.5, Double.NaN), "channel=web");
        windows.report(new Report(5_600, 1_900, Label.Source.ANALYST, 1, 1, Double.NaN), null);
        WindowEvidence evidence = windows.passed(6_000, 0, false).get(0);
        assertThat(evidence.windowEndMillis()).isEqualTo(6_000);
        CohortCounts cohort = whole(evidence, 1_000);
        assertThat(cohort.reports(Label.Source.CUSTOMER.ordinal())).isZero();
        assertThat(cohort.reports(Label.Source.ANALYST.ordinal())).isEqualTo(1);
        assertThat(cohort.youngScores()[ScoreBins.of(1.3)])
                .as("the one with a score")
                .isEqualTo(1);
        assertThat(evidence.counts().cohort("channel=web", 1_000).reports()).isZero();
        assertThat(evidence.counts().cohort("channel=web", 1_000).youngScores()).isNull();
    }

    @Test
    void report_threeDaysAfterItsCohortBegan_isYoungNoMore() {
        EvidenceWindows windows = windows();
        windows.report(new Report(YOUNG - 1, 999, Label.Source.ANALYST, 1, 1, 0), null);
        windows.report(new Report(YOUNG, 0, Label.Source.ANALYST, 1, 1, 0), null);
        List<WindowEvidence> evidence = windows.passed(YOUNG + 1_000, 0, false);
        assertThat(whole(evidence.get(0), 0).youngScores()).isNotNull();
        assertThat(whole(evidence.get(1), 0).youngScores()).isNull();
        assertThat(whole(evidence.get(1), 0).reports()).isEqualTo(1);
    }

    @Test
    void record_lateForItsWindow_countsInTheOldestOpenOneForItsOwnCohort() {
        EvidenceWindows windows = windows();
        windows.transaction(100, null, null);
        assertThat(ends(windows.passed(3_999, 0, false))).containsExactly(1_000L, 3_000L);
        windows.transaction(200, null, SCORED);
        windows.report(new Report(300, 200, Label.Source.ANALYST, 1, 1, 0), null);
        windows.transaction(3_000, null, null);
        List<WindowEvidence> evidence = windows.passed(4_000, 0, false);
        assertThat(ends(evidence)).containsExactly(4_000L);
        assertThat(whole(evidence.get(0), 0).transactions()).isEqualTo(1);
        assertThat(whole(evidence.get(0), 0).reports()).isEqualTo(1);
        assertThat(whole(evidence.get(0), 3_000).transactions()).isEqualTo(1);
    }

    @Test
    void passed_withoutANewWindow_saysNothing() {
        EvidenceWindows windows = windows();
        assertThat(windows.passed(Long.MIN_VALUE, 0, false)).isEmpty();
        assertThat(ends(windows.passed(5_000, 0, false))).containsExactly(5_000L);
        assertThat(windows.passed(5_999, 0, false)).isEmpty();
        assertThat(windows.passed(2_000, 0, false)).as("back in time").isEmpty();
        windows.transaction(5_100, null, null);
        assertThat(windows.passed(5_999, 0, false)).as("not over yet").isEmpty();
        assertThat(windows.passed(Long.MIN_VALUE, 0, false)).isEmpty();
        assertThat(ends(windows.passed(6_000, 0, false))).containsExactly(6_000L);
    }

    @Test
    void passed_overSilentWindows_saysOnceHowFarItIs() {
        EvidenceWindows windows = windows();
        windows.transaction(1_500, null, null);
        List<WindowEvidence> evidence = windows.passed(9_100, 0, false);
        assertThat(ends(evidence)).containsExactly(2_000L, 9_000L);
        assertThat(evidence.get(1).counts().segments()).isEmpty();
    }

    @Test
    void passed_idle_saysSoEachTimeAndNeverGoesBack() {
        EvidenceWindows windows = windows();
        List<WindowEvidence> none = windows.passed(Long.MIN_VALUE, 0, true);
        assertThat(ends(none)).as("never had anything").containsExactly(Long.MIN_VALUE);
        assertThat(none.get(0).idle()).isTrue();
        windows.transaction(1_500, null, null);
        List<WindowEvidence> evidence = windows.passed(2_000, 0, true);
        assertThat(evidence).allMatch(WindowEvidence::idle);
        assertThat(whole(evidence.get(0), 1_000).transactions()).isEqualTo(1);
        assertThat(ends(windows.passed(2_000, 0, true))).containsExactly(2_000L);
        assertThat(ends(windows.passed(Long.MIN_VALUE, 0, true))).containsExactly(2_000L);
        assertThat(ends(windows.passed(3_000, 0, false))).containsExactly(3_000L);
    }

    /** Some records, in any order until their window is passed, give the same bytes. */
    @Test
    void evidence_ofRecordsInAnyOrder_isTheSame() {
        for (int seed = 0; seed < 50; seed++) {
            List<Consumer<EvidenceWindows>> records = records(new SplittableRandom(seed), 200, 0, 10_000);
            EvidenceWindows ordered = windows();
            records.forEach(record -> record.accept(ordered));
            Collections.shuffle(records, new Random(seed));
            EvidenceWindows shuffled = windows();
            records.forEach(record -> record.accept(shuffled));
            assertThat(kept(shuffled)).as("seed %d", seed).isEqualTo(kept(ordered));
            assertThat(bytes(shuffled.passed(20_000, 0, false))).isDeepEqualTo(bytes(ordered.passed(20_000, 0, false)));
        }
    }

    /** A restart from the state's bytes after any record or passage of time changes nothing. */
    @Test
    void evidence_withRestartsAtEveryStep_isThatOfAnUndisturbedRun() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EvidenceWindows undisturbed = windows();
            EvidenceWindows restarted = windows();
            Map<Long, byte[]> store = new TreeMap<>();
            long time = 0;
            for (int step = 0; step < 60; step++) {
                for (Consumer<EvidenceWindows> record :
                        records(random, random.nextInt(4), time - 3_000, time + 4_000)) {
                    record.accept(undisturbed);
                    restarted = restart(restarted, store);
                    record.accept(restarted);
                }
                time += random.nextInt(4) == 0 ? random.nextInt(5_000) : random.nextInt(700);
                boolean idle = random.nextInt(6) == 0;
                restarted = restart(restarted, store);
                assertThat(bytes(restarted.passed(time, 1, idle)))
                        .as("seed %d step %d", seed, step)
                        .isDeepEqualTo(bytes(undisturbed.passed(time, 1, idle)));
            }
            keep(undisturbed, new TreeMap<>());
            undisturbed.passed(1_000_000, 1, false);
            restarted.passed(1_000_000, 1, false);
            keep(restarted, store);
            assertThat(store).as("windows that were passed are kept no more").hasSize(1);
        }
    }

    /** At least once what was closed is kept later: a crash before that closes it again, and says the same. */
    @Test
    void restart_beforeWhatWasClosedIsKept_saysTheSameEvidenceAgain() {
        EvidenceWindows windows = windows();
        Map<Long, byte[]> store = new TreeMap<>();
        windows.transaction(500, null, SCORED);
        windows.transaction(1_500, null, SCORED);
        put(windows.counted(), store);
        byte[][] first = bytes(windows.passed(1_000, 0, false));
        windows.transaction(1_700, null, SCORED);
        put(windows.counted(), store);

        EvidenceWindows restarted = windows();
        store.forEach(restarted::restore);
        assertThat(bytes(restarted.passed(1_000, 0, false))).isDeepEqualTo(first);

        put(windows.closed(), store);
        EvidenceWindows later = windows();
        store.forEach(later::restore);
        assertThat(later.passed(1_000, 0, false)).isEmpty();
        assertThat(whole(later.passed(2_000, 0, false).get(0), 1_000).transactions())
                .isEqualTo(2);
    }

    /** However often and late the passage of time is told, all that was counted is sent once. */
    @Test
    void evidence_ofAllWindows_holdsEveryRecordOnce() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EvidenceWindows windows = windows();
            WindowCounts sum = new WindowCounts();
            long last = Long.MIN_VALUE;
            long transactions = 0;
            for (long time = 0; time < 30_000; time += random.nextInt(3_000)) {
                int count = random.nextInt(5);
                transactions += count;
                for (int i = 0; i < count; i++) {
                    windows.transaction(Math.max(0, time + random.nextInt(-5_000, 2_000)), null, null);
                }
                for (WindowEvidence evidence : windows.passed(time, 0, false)) {
                    assertThat(evidence.windowEndMillis()).isGreaterThan(last).isLessThanOrEqualTo(time);
                    last = evidence.windowEndMillis();
                    sum.add(evidence.counts());
                }
            }
            windows.passed(99_000, 0, false).forEach(evidence -> sum.add(evidence.counts()));
            long counted = sum.segments().get("all").values().stream()
                    .mapToLong(CohortCounts::transactions)
                    .sum();
            assertThat(counted).isEqualTo(transactions);
        }
    }

    /** @param store what was kept until now; goes on being kept */
    private static EvidenceWindows restart(EvidenceWindows windows, Map<Long, byte[]> store) {
        keep(windows, store);
        EvidenceWindows restarted = windows();
        store.forEach(restarted::restore);
        return restarted;
    }

    private static void keep(EvidenceWindows windows, Map<Long, byte[]> store) {
        put(windows.counted(), store);
        put(windows.closed(), store);
    }

    private static void put(List<Kept> changes, Map<Long, byte[]> store) {
        for (Kept change : changes) {
            if (change.state() == null) {
                store.remove(change.key());
            } else {
                store.put(change.key(), change.state());
            }
        }
    }

    /** All of it, of windows that were never kept. */
    private static List<String> kept(EvidenceWindows windows) {
        Map<Long, byte[]> store = new TreeMap<>();
        keep(windows, store);
        List<String> text = new ArrayList<>();
        store.forEach((key, state) -> text.add(key + " " + HexFormat.of().formatHex(state)));
        return text;
    }

    private static byte[][] bytes(List<WindowEvidence> evidence) {
        return evidence.stream().map(WindowEvidence::toBytes).toArray(byte[][]::new);
    }

    private static List<Consumer<EvidenceWindows>> records(SplittableRandom random, int count, long from, long to) {
        List<Consumer<EvidenceWindows>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = random.nextLong(from, to);
            long event = time - random.nextInt(3_000);
            double p = random.nextDouble();
            String segment = random.nextBoolean() ? null : "s=" + random.nextInt(2);
            int sign = random.nextBoolean() ? 1 : -1;
            int[] bins = {random.nextInt(11), random.nextInt(11)};
            records.add(
                    switch (random.nextInt(3)) {
                        case 0 -> windows -> windows.transaction(time, segment, null);
                        case 1 ->
                            windows -> windows.transaction(
                                    time, segment, new Scored("v" + sign, 0.01, p, p / 2, p > 0.5, p > 0.5, bins));
                        default ->
                            windows -> windows.report(
                                    new Report(time, event, Label.Source.values()[bins[0] % 4], sign, 1 + p, 4 * p),
                                    segment);
                    });
        }
        return records;
    }
}
