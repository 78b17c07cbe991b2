package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which windows close when, and that versions follow from the evidence alone. */
@SuppressWarnings("NullAway")
class BaseRateEstimatorTest {

    private static final long DAY = SimulatedSource.DAY;
    private static final EstimatorSettings SETTINGS =
            Cohorts.DAILY.withSegments(new EstimatorSettings.Segments("channel", 20));

    private static SimulatedSource source(long seed, int partitions) {
        return new SimulatedSource(seed, SETTINGS.window(), partitions);
    }

    private static EstimatorRun run(int partitions) {
        return new EstimatorRun(SETTINGS, partitions, Champions.withSegments("v1", SimulatedSource.REFERENCE));
    }

    private static WindowEvidence empty(int partition, long end, boolean idle) {
        return new WindowEvidence(partition, end, idle, new WindowCounts());
    }

    private static WindowEvidence traffic(int partition, long end, int transactions) {
        WindowCounts counts = new WindowCounts();
        for (int i = 0; i < transactions; i++) {
            counts.cohort("all", end - DAY).transaction();
        }
        return new WindowEvidence(partition, end, false, counts);
    }

    private static List<Long> days(List<BaseRateVersion> versions) {
        return versions.stream()
                .filter(version -> version.segment().equals("all"))
                .map(version -> version.windowEndMillis() / DAY)
                .toList();
    }

    /** 50 days of traffic, in each partition its own part. */
    private static List<List<WindowEvidence>> days(long seed, int partitions) {
        SimulatedSource source = source(seed, partitions);
        List<List<WindowEvidence>> days = new ArrayList<>();
        for (int day = 0; day < 50; day++) {
            double rate = day < 30 ? 0.01 : 0.03;
            source.traffic(day % 7 == 3 ? 0 : 250, rate, "channel=web");
            source.traffic(100, rate / 2, "channel=shop");
            source.traffic(30, rate, null);
            days.add(source.close());
        }
        return days;
    }

    /** The same counts over other partitions. */
    private static List<ArrayDeque<WindowEvidence>> split(
            List<List<WindowEvidence>> days, int partitions, SplittableRandom random) {
        List<ArrayDeque<WindowEvidence>> split = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            split.add(new ArrayDeque<>());
        }
        for (List<WindowEvidence> day : days) {
            List<WindowCounts> counts = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                counts.add(new WindowCounts());
            }
            day.forEach(evidence -> counts.get(random.nextInt(partitions)).add(evidence.counts()));
            for (int p = 0; p < partitions; p++) {
                long end = day.get(0).windowEndMillis();
                split.get(p).add(new WindowEvidence(p, end, false, counts.get(p)));
            }
        }
        return split;
    }

    private static List<BaseRateVersion> versions(
            List<ArrayDeque<WindowEvidence>> evidence, SplittableRandom order, boolean twice, boolean restarts) {
        EstimatorRun run = run(evidence.size());
        List<ArrayDeque<WindowEvidence>> left = new ArrayList<>();
        evidence.forEach(partition -> left.add(new ArrayDeque<>(partition)));
        while (left.stream().anyMatch(partition -> !partition.isEmpty())) {
            ArrayDeque<WindowEvidence> partition = left.get(order.nextInt(left.size()));
            // now and then a partition is far ahead
            for (int i = order.nextInt(8); i > 0 && !partition.isEmpty(); i--) {
                WindowEvidence next =
                        WindowEvidence.fromBytes(partition.remove().toBytes());
                run.accept(next);
                if (twice && order.nextBoolean()) {
                    run.accept(next);
                }
                if (restarts) {
                    run.restart();
                }
            }
        }
        return run.versions;
    }

    @Test
    void versions_ofTheSameCounts_doNotDependOnPartitionsOrOrder() {
        List<List<WindowEvidence>> days = days(1, 24);
        SplittableRandom random = new SplittableRandom(1);
        List<BaseRateVersion> expected = versions(split(days, 1, random), random, false, false);
        assertThat(expected).hasSize(150);
        assertThat(expected.get(149).frauds()).isGreaterThan(20);
        for (int partitions : new int[] {1, 3, 12}) {
            for (int seed = 0; seed < 4; seed++) {
                SplittableRandom order = new SplittableRandom(seed);
                assertThat(versions(split(days, partitions, order), order, false, false))
                        .as("%d partitions, seed %d", partitions, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void versions_ofEvidenceThatComesTwiceAndWithRestarts_areTheSame() {
        List<List<WindowEvidence>> days = days(2, 6);
        SplittableRandom random = new SplittableRandom(2);
        List<ArrayDeque<WindowEvidence>> evidence = split(days, 3, random);
        List<BaseRateVersion> expected = versions(evidence, new SplittableRandom(3), false, false);
        assertThat(versions(evidence, new SplittableRandom(4), true, false)).isEqualTo(expected);
        assertThat(versions(evidence, new SplittableRandom(5), false, true)).isEqualTo(expected);
        assertThat(versions(evidence, new SplittableRandom(6), true, true)).isEqualTo(expected);
    }

    @Test
    void versions_ofAllWindows_followOneAnother() {
        EstimatorRun run = run(2);
        days(3, 2).forEach(day -> day.forEach(run::accept));
        long number = 0;
        for (int i = 0; i < run.versions.size(); i += 3) {
            number++;
            List<BaseRateVersion> window = run.versions.subList(i, i + 3);
            assertThat(window)
                    .extracting(BaseRateVersion::segment)
                    .as("the whole last, whose horizon says that all are there")
                    .containsExactly("channel=shop", "channel=web", "all");
            for (BaseRateVersion version : window) {
                assertThat(version.version()).isEqualTo(number);
                assertThat(version.windowEndMillis()).isEqualTo(number * DAY);
                assertThat(version.effectiveFromMillis()).isEqualTo(number * DAY + DAY / 4);
                assertThat(version.horizonMillis()).isEqualTo((number + 1) * DAY + DAY / 4);
                assertThat(version.lower()).isLessThan(version.estimate());
                assertThat(version.upper()).isGreaterThan(version.estimate());
            }
        }
        assertThat(number).isEqualTo(50);
    }

    @Test
    void window_closes_whenTheLastPartitionHasPassedIt() {
        EstimatorRun run = run(2);
        assertThat(run.accept(traffic(0, DAY, 10))).isEmpty();
        assertThat(run.accept(traffic(0, 2 * DAY, 10))).isEmpty();
        assertThat(days(run.accept(empty(1, 3 * DAY, false)))).containsExactly(1L, 2L);
        assertThat(run.accept(traffic(1, 3 * DAY, 99))).as("sent twice").isEmpty();
        assertThat(days(run.accept(empty(0, 3 * DAY, false)))).containsExactly(3L);
        assertThat(run.estimator.state().cohorts.get(2 * DAY)).as("sent twice").isNull();
    }

    @Test
    void window_withoutAnyTraffic_closesToo() {
        EstimatorRun run = run(1);
        assertThat(run.accept(empty(0, 5 * DAY, false)))
                .as("nothing to begin with")
                .isEmpty();
        assertThat(days(run.accept(traffic(0, 7 * DAY, 10)))).containsExactly(7L);
        assertThat(days(run.accept(empty(0, 10 * DAY, false)))).containsExactly(8L, 9L, 10L);
    }

    /** Half a year, thrice what is kept: in one step or in many, in whatever order. */
    @Test
    void windows_ofALongGap_allClose() {
        List<BaseRateVersion> ahead = null;
        for (int[] order :
                new int[][] {{0, 0, 0, 1, 1, 1}, {0, 1, 0, 1, 0, 1}, {1, 1, 1, 0, 0, 0}, {1, 0, 0, 0, 1, 1}}) {
            EstimatorRun run = run(2);
            int[] next = new int[2];
            for (int partition : order) {
                long end = new long[] {1, 100, 181}[next[partition]] * DAY;
                run.accept(next[partition]++ == 1 ? empty(partition, end, false) : traffic(partition, end, 10));
            }
            assertThat(days(run.versions)).hasSize(181);
            ahead = ahead == null ? run.versions : ahead;
            assertThat(run.versions).isEqualTo(ahead);
        }
    }

    @Test
    void partition_thatIsIdle_isNotWaitedForUntilItComesBack() {
        EstimatorRun run = run(2);
        run.accept(traffic(0, DAY, 10));
        assertThat(run.accept(empty(1, Long.MIN_VALUE, false)))
                .as("it may yet have some")
                .isEmpty();
        assertThat(days(run.accept(empty(1, Long.MIN_VALUE, true)))).containsExactly(1L);
        assertThat(days(run.accept(traffic(0, 2 * DAY, 10)))).containsExactly(2L);
        assertThat(run.accept(traffic(1, 2 * DAY, 7)))
                .as("what is late waits for the next window")
                .isEmpty();
        assertThat(run.accept(traffic(0, 3 * DAY, 10))).as("waited for again").isEmpty();
        assertThat(days(run.accept(empty(1, 3 * DAY, false)))).containsExactly(3L);
        assertThat(run.estimator.state().cohorts.get(DAY).counts().transactions())
                .as("counted for its own time")
                .isEqualTo(17);
    }

    @Test
    void partitions_thatAreAllIdle_endWhereTheFurthestIs() {
        EstimatorRun run = run(2);
        run.accept(traffic(0, DAY, 10));
        run.accept(traffic(1, 3 * DAY, 10));
        assertThat(days(run.versions)).containsExactly(1L);
        run.accept(empty(0, DAY, true));
        assertThat(days(run.versions)).containsExactly(1L, 2L, 3L);
        assertThat(run.accept(empty(1, 3 * DAY, true))).isEmpty();
    }

    @Test
    void estimate_withoutAnyEvidence_isTheReference() {
        EstimatorRun run = new EstimatorRun(Cohorts.DAILY, 1, Cohorts.champion(DelayCurve.fixed(7 * DAY)));
        run.accept(traffic(0, DAY, 100));
        BaseRateVersion version = run.last();
        assertThat(version.labels()).isNull();
        assertThat(version.scores()).isNull();
        assertThat(version.exposure()).isZero();
        assertThat(version.cause()).isEqualTo(BaseRateVersion.Cause.UNCERTAIN);
        assertThat(version.shift()).isZero();
        assertThat(version.deployed()).isEqualTo(version.reference()).isEqualTo(SimulatedSource.REFERENCE);
        assertThat(version.estimate()).isCloseTo(SimulatedSource.REFERENCE, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(version.world()).isEqualTo(World.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void evidence_ofAnUnknownPartition_isRefused(int partition) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(2).accept(empty(partition, DAY, false)))
                .withMessage("evidence of partition " + partition + "; allowed: 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BaseRateEstimator(0, SETTINGS, new EstimatorState(SETTINGS)))
                .withMessage("partitions is 0; allowed: 1 or more");
    }
}
