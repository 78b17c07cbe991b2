package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a version says of the evidence behind it. */
@SuppressWarnings("NullAway")
class PublishedVersionTest {

    private static final long DAY = SimulatedSource.DAY;
    private static final double REFERENCE = SimulatedSource.REFERENCE;

    private static WindowCounts transactions(long day, int count) {
        WindowCounts counts = new WindowCounts();
        for (int i = 0; i < count; i++) {
            counts.cohort("all", day * DAY).transaction();
        }
        return counts;
    }

    @Test
    void labels_ofAVersion_areThePosteriorByHandWithAStepAfterSevenDays() {
        EstimatorRun run = new EstimatorRun(Cohorts.DAILY, 1, Cohorts.champion(DelayCurve.fixed(7 * DAY)));
        for (long day = 0; day < 9; day++) {
            WindowCounts counts = transactions(day, 1_000);
            if (day == 7) {
                report(counts, Label.Source.CHARGEBACK, 32);
                counts.cohort("all", 0).report(Label.Source.CHARGEBACK, -1, 1);
                counts.cohort("all", 0).report(Label.Source.CHARGEBACK, -1, 1);
            }
            run.accept(new WindowEvidence(0, (day + 1) * DAY, false, counts));
        }
        // the cohorts of days 0 and 1, aged 8.5 and 7.5 days, are known, younger ones not at all
        double w0 = Math.pow(2, -8.5 / 14);
        double w1 = Math.pow(2, -7.5 / 14);
        BaseRateVersion last = run.last();
        assertThat(last.frauds()).isCloseTo(30 * w0, within(1e-9));
        assertThat(last.exposure()).isCloseTo(1_000 * (w0 + w1), within(1e-9));
        assertThat(last.labels().estimate())
                .isCloseTo((5 + 30 * w0) / (5 / REFERENCE + 1_000 * (w0 + w1)), within(1e-12));
        assertThat(last.scores()).isNull();
        assertThat(run.versions.get(6).labels()).as("nothing is known before").isNull();
    }

    @Test
    void cohort_olderThanTheRetention_isForgotten() {
        EstimatorRun run = new EstimatorRun(Cohorts.DAILY, 1, Cohorts.champion(DelayCurve.fixed(0)));
        run.accept(new WindowEvidence(0, DAY, false, transactions(0, 10)));
        run.accept(new WindowEvidence(0, 60 * DAY, false, new WindowCounts()));
        assertThat(run.last().exposure()).isPositive();
        WindowCounts late = new WindowCounts();
        report(late, Label.Source.OTHER, 5);
        run.accept(new WindowEvidence(0, 61 * DAY, false, late));
        assertThat(run.last().exposure()).isZero();
        assertThat(run.last().frauds()).isZero();
        assertThat(run.estimator.state().cohorts).isEmpty();
    }

    @Test
    void unseen_isTheDeclinedPartOfWhatWasExpected() {
        EvidenceWindows windows = new EvidenceWindows(Duration.ofDays(1));
        EstimatorRun run = new EstimatorRun(Cohorts.DAILY, 1, Cohorts.champion(DelayCurve.fixed(0)));
        for (int i = 0; i < 10; i++) {
            windows.transaction(i, null, scored(0.01, false));
        }
        windows.transaction(11, null, scored(0.3, true));
        windows.passed(DAY, 0, false).forEach(run::accept);
        assertThat(run.last().unseen()).isCloseTo(0.75, within(1e-9));
        assertThat(run.accept(new WindowEvidence(0, 40 * DAY, false, new WindowCounts())))
                .as("after a month")
                .last()
                .satisfies(version -> assertThat(version.unseen()).isZero());
    }

    private static EvidenceWindows.Scored scored(double probability, boolean declined) {
        return new EvidenceWindows.Scored("v1", REFERENCE, probability, probability, declined, declined, new int[0]);
    }

    /** Ten windows of young frauds that score like anything: the interval takes in what labels and what scores say. */
    @Test
    void interval_inDoubt_hasRoomForLabelsAndScores() {
        SimulatedSource source = new SimulatedSource(4, Duration.ofHours(6), 1);
        source.medianDelayDays = 2;
        EstimatorRun run = new EstimatorRun(Cohorts.QUARTERS, 1, Champions.withSegments("v1", REFERENCE));
        run.run(source, 100, 1_500, REFERENCE);
        source.unknownScheme = 0.7;
        run.run(source, 20, 1_500, 3 * REFERENCE);
        List<BaseRateVersion> doubtful = run.versions.stream()
                .filter(version -> version.segment().equals("all") && version.world() != World.NORMAL)
                .toList();
        assertThat(doubtful).hasSizeGreaterThan(8);
        for (BaseRateVersion version : doubtful) {
            for (BaseRateVersion.Interval alone : Arrays.asList(version.labels(), version.scores())) {
                if (alone != null) {
                    assertThat(version.lower()).isLessThanOrEqualTo(alone.lower());
                    assertThat(version.upper()).isGreaterThanOrEqualTo(alone.upper());
                }
            }
        }
    }

    @Test
    void command_ofAnImpossibleRate_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BaseRateCommand("c", "all", BaseRateCommand.Kind.OVERRIDE, 1, null, 0, 0, "ana", "why"))
                .withMessage("rate of the OVERRIDE command is 1.0; allowed: above 0, below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BaseRateCommand("c", "all", BaseRateCommand.Kind.RESUME, 0.1, null, 0, 0, "ana", "why"))
                .withMessage("rate of the RESUME command is 0.1; allowed: 0, it has none");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BaseRateCommand("c", "all", BaseRateCommand.Kind.ROLLBACK, 0.1, null, 0, 0, "ana", "why"))
                .withMessage("version of the ROLLBACK command is null; allowed: 1 or more");
    }

    @Test
    void now_isStaleFromTheHorizonOnAndKnowsTheOrder() {
        EstimatorRun run = new EstimatorRun(Cohorts.DAILY, 1, Cohorts.champion(DelayCurve.fixed(0)));
        run.accept(new WindowEvidence(0, DAY, false, transactions(0, 10)));
        BaseRateNow now = new BaseRateNow(
                run.last(),
                new BaseRateCommand("c", "all", BaseRateCommand.Kind.FREEZE, 0.02, null, 0, 0, "ana", "why"));
        assertThat(now.isStale(run.last().horizonMillis() - 1)).isFalse();
        assertThat(now.isStale(run.last().horizonMillis())).isTrue();
        assertThat(now.ordered()).isEqualTo(0.02);
        assertThat(now.world()).isEqualTo(World.NORMAL);
        assertThat(BaseRateNow.NONE.isStale(Long.MAX_VALUE)).isFalse();
        assertThat(BaseRateNow.NONE.ordered()).isNull();
    }

    private static void report(WindowCounts counts, Label.Source source, int frauds) {
        for (int i = 0; i < frauds; i++) {
            counts.cohort("all", 0).report(source, 1, 1);
        }
    }
}
