package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each alarm alone, at a healthy value and at a broken one. */
class WorldTestsTest {

    private static final double REFERENCE = SimulatedSource.REFERENCE;
    private static final FeatureReference AMOUNT =
            new FeatureReference("amount", new double[] {1, 2}, new long[] {1_000, 1_000, 1_000, 0}, 0.02, 0.05);
    private static final WorldReference WORLD = world(400_000, 1, AMOUNT);

    private enum Level {
        QUIET,
        WATCHED,
        CHANGED
    }

    private static SimulatedSource source(long seed) {
        return new SimulatedSource(seed, Duration.ofDays(1), 1);
    }

    private static WorldReference world(int transactions, double dispersion, FeatureReference... features) {
        return new WorldReference(
                REFERENCE,
                source(99).scores(transactions, REFERENCE),
                new long[ScoreBins.COUNT],
                dispersion,
                10_000,
                List.of(features),
                Map.of());
    }

    private static ScoreCounts features(long... counts) {
        ScoreCounts day = new ScoreCounts();
        for (int bin = 0; bin < counts.length; bin++) {
            for (int i = 0; i < counts[bin]; i++) {
                day.count(40, false, new int[] {bin});
            }
        }
        return day;
    }

    private static ScoreCounts scores(SimulatedSource source, int transactions, double rate, double moved) {
        ScoreCounts day = new ScoreCounts();
        for (int i = 0; i < transactions; i++) {
            boolean fraud = source.random.nextDouble() < rate;
            day.count(ScoreBins.of(source.logRatio(fraud) + moved), false, new int[0]);
        }
        return day;
    }

    private static Level level(WorldTests tests, String alarm) {
        assertThat(tests.alarms()).hasSizeLessThanOrEqualTo(1).allMatch(line -> line.startsWith(alarm));
        assertThat(tests.isDoubtful()).isEqualTo(!tests.alarms().isEmpty());
        return tests.isChanged() ? Level.CHANGED : tests.isDoubtful() ? Level.WATCHED : Level.QUIET;
    }

    private static Level ofFeatures(WorldReference world, ScoreCounts day) {
        WorldTests tests = new WorldTests();
        tests.features(world, day);
        return level(tests, "feature amount: PSI ");
    }

    @Test
    void features_asTheyWere_areQuietAndMovedOnesAreNot() {
        assertThat(ofFeatures(WORLD, features(300, 310, 290, 0))).isEqualTo(Level.QUIET);
        assertThat(ofFeatures(WORLD, features(420, 300, 180, 0))).isEqualTo(Level.WATCHED);
        assertThat(ofFeatures(WORLD, features(600, 200, 100, 0))).isEqualTo(Level.CHANGED);
        assertThat(ofFeatures(WORLD, features(300, 300, 200, 100)))
                .as("a tenth is missing that never was")
                .isEqualTo(Level.CHANGED);
        assertThat(ofFeatures(WORLD, features(499, 0, 0, 0)))
                .as("too few to tell")
                .isEqualTo(Level.QUIET);
    }

    @Test
    void features_thatVaryOfThemselves_mayMoveTwiceAsFar() {
        WorldReference restless = world(
                400_000,
                1,
                new FeatureReference("amount", new double[] {1, 2}, new long[] {1_000, 1_000, 1_000, 0}, 0.3, 0.3));
        assertThat(ofFeatures(restless, features(600, 200, 100, 0))).isEqualTo(Level.QUIET);
        assertThat(ofFeatures(restless, features(860, 20, 20, 0))).isEqualTo(Level.CHANGED);
    }

    private static Level ofScores(WorldReference world, ScoreCounts day) {
        WorldTests tests = new WorldTests();
        tests.scores(world, day);
        return level(tests, "scores: no share of fraud explains them, G/n ");
    }

    /**
     * Gate, 120 days of 2,500 and of 10,000 at a tenth to six times the share of fraud, against a reference of 5,000: each is a mixture
     * of the reference's two, but for what the reference itself was counted by chance. Doubtful days: healthy none; broken, with the
     * reference taken for exact, 43 and 40.
     */
    @Test
    void scores_atAnyShareOfFraud_areQuiet() {
        WorldReference counted = world(5_000, 1);
        for (int transactions : new int[] {2_500, 10_000}) {
            int doubtful = 0;
            for (int seed = 0; seed < 120; seed++) {
                double rate = new double[] {0.001, REFERENCE, 0.05}[seed % 3];
                Level level = ofScores(counted, scores(source(seed), transactions, rate, 0));
                assertThat(level).isNotEqualTo(Level.CHANGED);
                doubtful += level == Level.QUIET ? 0 : 1;
            }
            assertThat(doubtful).as("of %d", transactions).isLessThanOrEqualTo(2);
        }
    }

    /** All scores moved along: by 0.3, 0.6 and 1.3 the distance G/n is .017, .042 and .16. */
    @Test
    void scores_thatNoShareOfFraudExplains_areDoubtfulByTheirDistance() {
        assertThat(ofScores(WORLD, scores(source(1), 10_000, REFERENCE, 0.3)))
                .as("no chance, but no matter")
                .isEqualTo(Level.QUIET);
        assertThat(ofScores(WORLD, scores(source(1), 10_000, REFERENCE, 0.6))).isEqualTo(Level.WATCHED);
        assertThat(ofScores(WORLD, scores(source(1), 10_000, REFERENCE, 1.3))).isEqualTo(Level.CHANGED);
        assertThat(ofScores(world(400_000, 8, AMOUNT), scores(source(1), 10_000, REFERENCE, 0.6)))
                .as("where days differ eight times as much anyway")
                .isEqualTo(Level.QUIET);
        assertThat(ofScores(WORLD, scores(source(1), 499, REFERENCE, 3)))
                .as("too few to tell")
                .isEqualTo(Level.QUIET);
    }

    private static Level ofFrauds(long[] counts) {
        WorldTests tests = new WorldTests();
        tests.youngFrauds(WORLD.fraudShares(), counts);
        return level(tests, "frauds: ");
    }

    @Test
    void frauds_thatScoreAsFraudsDid_areQuietAndOnesThatScoreLowAreNot() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(ofFrauds(source(seed).scores(20, 1))).as("seed %d", seed).isEqualTo(Level.QUIET);
        }
        assertThat(ofFrauds(source(1).scores(12, 0)))
                .as("as legitimate ones do")
                .isEqualTo(Level.CHANGED);
        assertThat(ofFrauds(source(1).scores(4, 0))).as("too few to tell").isEqualTo(Level.QUIET);
        long[] reversed = new long[ScoreBins.COUNT];
        reversed[3] = -7;
        assertThat(ofFrauds(reversed)).isEqualTo(Level.QUIET);
    }

    @Test
    void frauds_aboutHalfOfThemUnknown_areWatchedOrChangedWithinTwenty() {
        int doubtful = 0;
        for (int seed = 0; seed < 40; seed++) {
            SimulatedSource source = source(seed);
            long[] frauds = source.scores(10, 1);
            long[] unknown = source.scores(10, 0);
            for (int b = 0; b < frauds.length; b++) {
                frauds[b] += unknown[b];
            }
            doubtful += ofFrauds(frauds) == Level.QUIET ? 0 : 1;
        }
        assertThat(doubtful).isGreaterThan(30);
    }

    private static Level ofGap(double reported, double expected) {
        WorldTests tests = new WorldTests();
        tests.gap("a month", new LabelGap(reported, expected, expected, 10 * expected, Set.of()), 0.15);
        return level(tests, "labels: a month, ");
    }

    @Test
    void gap_ofReports_isQuietWithinThreeErrorsAndChangedBeyondFour() {
        assertThat(ofGap(100, 100)).isEqualTo(Level.QUIET);
        assertThat(ofGap(150, 100)).isEqualTo(Level.QUIET);
        assertThat(ofGap(180, 100)).isEqualTo(Level.WATCHED);
        assertThat(ofGap(250, 100)).isEqualTo(Level.CHANGED);
        assertThat(ofGap(50, 100)).isEqualTo(Level.WATCHED);
        assertThat(ofGap(30, 100)).isEqualTo(Level.CHANGED);
        assertThat(ofGap(0, 0)).isEqualTo(Level.QUIET);
    }

    @Test
    void residuals_whoseMeanHasMoved_areWatchedNeverMore() {
        WorldTests tests = new WorldTests();
        tests.residuals(false, 0.9);
        assertThat(level(tests, "")).isEqualTo(Level.QUIET);
        tests.residuals(true, 0.42);
        assertThat(level(tests, "residuals: their mean has moved to 0.42 of the expected frauds"))
                .isEqualTo(Level.WATCHED);
    }

    @Test
    void alarms_ofSeveralKinds_areAllNamedTheWorstFirst() {
        WorldTests tests = new WorldTests();
        tests.residuals(true, 0.5);
        tests.youngGap(new LabelGap(250, 20, 100, 1_000, Set.of()), 0.15);
        assertThat(tests.alarms()).hasSize(2);
        assertThat(tests.alarms().get(0))
                .isEqualTo(
                        "labels: young ones, 250 frauds reported where scores call for 20 by now and 100 in all, z 18.7");
        assertThat(tests.isChanged()).isTrue();
    }

    /** 300 healthy days of 3,000: no more alarms than the levels promise. */
    @Test
    void alarms_ofHealthyDays_areAsRareAsTheirLevels() {
        int watched = 0;
        SplittableRandom random = new SplittableRandom(11);
        for (int day = 0; day < 300; day++) {
            WorldTests tests = new WorldTests();
            SimulatedSource source = source(random.nextLong());
            tests.scores(WORLD, scores(source, 3_000, REFERENCE, 0));
            tests.youngFrauds(WORLD.fraudShares(), source.scores(15, 1));
            watched += tests.isDoubtful() ? 1 : 0;
            assertThat(tests.isChanged()).as("day %d", day).isFalse();
        }
        assertThat(watched).isLessThanOrEqualTo(3);
    }
}
