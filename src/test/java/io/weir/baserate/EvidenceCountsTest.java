package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.transaction.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Counts add up to the same bytes in whatever order and however split. */
@SuppressWarnings("EnumOrdinal")
class EvidenceCountsTest {

    private static byte[] bytes(WindowCounts counts) {
        return new WindowEvidence(2, 7_000, false, counts).toBytes();
    }

    private static WindowCounts of(List<Consumer<WindowCounts>> changes) {
        WindowCounts counts = new WindowCounts();
        changes.forEach(change -> change.accept(counts));
        return counts;
    }

    private static WindowCounts sum(List<WindowCounts> parts) {
        WindowCounts sum = new WindowCounts();
        parts.forEach(sum::add);
        return sum;
    }

    private static List<Consumer<WindowCounts>> changes(SplittableRandom random, int count) {
        List<Consumer<WindowCounts>> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(change(random));
        }
        return changes;
    }

    private static Consumer<WindowCounts> change(SplittableRandom random) {
        String segment = random.nextBoolean() ? "all" : "channel=" + random.nextInt(3);
        long cohort = random.nextInt(-3, 4) * 1_000L;
        double real = random.nextDouble();
        int bin = random.nextInt(ScoreBins.COUNT);
        int sign = random.nextInt(3) == 0 ? -1 : 1;
        return switch (random.nextInt(5)) {
            case 0 -> counts -> counts.cohort(segment, cohort).transaction();
            case 1 -> counts -> counts.cohort(segment, cohort).expect(real, sign < 0);
            case 2 ->
                counts -> counts.cohort(segment, cohort).report(Label.Source.values()[bin % 4], sign, 1 + 9 * real);
            case 3 -> counts -> counts.cohort("all", cohort).youngFraud(bin % 2, sign);
            default ->
                counts -> counts.scores("v" + bin % 2)
                        .count(bin, sign < 0, bin % 2 == 0 ? new int[] {bin % 11, 3, 10} : new int[0]);
        };
    }

    @Test
    void counts_inAnyOrderAndSplit_addUpToTheSameBytes() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Consumer<WindowCounts>> changes = changes(random, random.nextInt(1, 60));
            byte[] whole = bytes(of(changes));
            Collections.shuffle(changes, new Random(seed));
            List<WindowCounts> parts = new ArrayList<>();
            for (int from = 0; from < changes.size(); ) {
                int to = Math.min(changes.size(), from + random.nextInt(12));
                parts.add(of(changes.subList(from, to)));
                from = to;
            }
            assertThat(bytes(sum(parts))).as("seed %d", seed).isEqualTo(whole);
            Collections.shuffle(parts, new Random(-seed));
            int at = random.nextInt(parts.size() + 1);
            WindowCounts right = sum(parts.subList(at, parts.size()));
            assertThat(bytes(sum(List.of(sum(parts.subList(0, at)), right))))
                    .as("seed %d, (a + b) + (c + d)", seed)
                    .isEqualTo(whole);
        }
    }

    @Test
    void evidence_throughBytes_comesBack() {
        for (int seed = 0; seed < 100; seed++) {
            WindowCounts counts = of(changes(new SplittableRandom(seed), 80));
            WindowEvidence evidence = new WindowEvidence(seed, seed - 50L, seed % 2 == 0, counts);
            WindowEvidence back = WindowEvidence.fromBytes(evidence.toBytes());
            assertThat(back.partition()).isEqualTo(seed);
            assertThat(back.windowEndMillis()).isEqualTo(seed - 50L);
            assertThat(back.idle()).isEqualTo(seed % 2 == 0);
            assertThat(back.toBytes()).isEqualTo(evidence.toBytes());
            assertThat(back.counts().scores().keySet())
                    .isEqualTo(counts.scores().keySet());
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> WindowEvidence.fromBytes(new byte[] {16}))
                .withMessage("base-rate evidence has format 8; known: 2");
    }

    @Test
    void adding_aPart_doesNotTieTheSumToIt() {
        WindowCounts part = of(changes(new SplittableRandom(5), 80));
        byte[] before = bytes(part);
        WindowCounts sum = sum(List.of(part));
        changes(new SplittableRandom(6), 80).forEach(change -> change.accept(sum));
        assertThat(bytes(part)).isEqualTo(before);
    }

    @Test
    void cohort_countsAndReversals_areThoseCounted() {
        CohortCounts counts = new CohortCounts();
        counts.transaction();
        counts.transaction();
        counts.expect(0.25, false);
        counts.expect(0.5, true);
        counts.report(Label.Source.CHARGEBACK, 1, 2.5);
        counts.report(Label.Source.ANALYST, 1, 1);
        counts.report(Label.Source.CHARGEBACK, -1, 2.5);
        counts.youngFraud(7, 1);
        assertThat(counts.transactions()).isEqualTo(2);
        assertThat(counts.expected()).isEqualTo(0.75);
        assertThat(counts.declined()).isEqualTo(0.5);
        assertThat(counts.reports()).isEqualTo(1);
        assertThat(counts.reports(Label.Source.CHARGEBACK.ordinal())).isZero();
        assertThat(counts.reports(Label.Source.ANALYST.ordinal())).isEqualTo(1);
        assertThat(counts.youngScores()).hasSize(ScoreBins.COUNT).contains(1, org.assertj.core.data.Index.atIndex(7));
    }

    @Test
    void cohort_ofManySmallProbabilities_keepsTheirSumToAMillionthEach() {
        CohortCounts counts = new CohortCounts();
        for (int i = 0; i < 1_000_000; i++) {
            counts.expect(0.0012345, false);
        }
        assertThat(counts.expected()).isCloseTo(1_234.5, org.assertj.core.api.Assertions.within(0.51));
    }
}
