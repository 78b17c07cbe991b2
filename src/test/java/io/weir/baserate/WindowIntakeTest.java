package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.Label;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowIntakeTest {

    private static final long DAY = 86_400_000;
    private static final EstimatorSettings SETTINGS = Cohorts.QUARTERS;
    private static final long WINDOW = SETTINGS.window().toMillis();

    private final EstimatorState state = new EstimatorState(SETTINGS);

    private static Champion champion(String bundle, double baseRate) {
        return new Champion(bundle, baseRate, new SimulatedSource(1, SETTINGS.window(), 1).delays(), Map.of(), null);
    }

    private long @Nullable [] scores(long start) {
        return Objects.requireNonNull(state.cohorts.get(start)).scores();
    }

    private void window(int number, String scoredBy, Champion champion) {
        WindowCounts counts = new WindowCounts();
        counts.cohort("all", number * WINDOW).transaction();
        counts.scores(scoredBy).count(40, false, new int[0]);
        long end = (number + 1) * WINDOW;
        state.pending.put(end, counts);
        ClosedWindow.close(SETTINGS, state, champion, end);
    }

    @Test
    void day_ofOneChampion_isWholeAfterAllItsWindows() {
        Champion champion = champion("v1", 0.01);
        for (int w = 0; w < 4; w++) {
            assertThat(state.lastDay).hasSize(w);
            window(w, "v1", champion);
        }
        window(4, "v1", champion);
        assertThat(state.lastDay).hasSize(4);
    }

    /** What only warmed profiles, or was decided by another, is no part of a day to compare. */
    @Test
    void day_withAWindowThatTheChampionDidNotDecide_beginsAnew() {
        Champion champion = champion("v1", 0.01);
        window(0, "v1", champion);
        window(1, "v0", champion);
        assertThat(state.lastDay).isEmpty();
        window(2, "v1", champion);
        assertThat(state.lastDay).hasSize(1);
    }

    @Test
    void champion_afterAnother_startsWithoutItsScoresAndFromTheRateThatIsDeployed() {
        Champion first = champion("v1", 0.01);
        window(0, "v1", first);
        window(1, "v1", first);
        state.shifts("all").add(0.7);
        assertThat(scores(0L)).isNotNull();
        window(2, "v2", champion("v2", 0.015));
        assertThat(scores(0L)).isNull();
        assertThat(scores(WINDOW)).isNull();
        assertThat(scores(2 * WINDOW)).isNotNull();
        assertThat(state.championFrom).isEqualTo(3 * WINDOW);
        assertThat(BaseRateShift.rate(0.015, state.shifts("all").newest()))
                .isCloseTo(BaseRateShift.rate(0.01, 0.7), within(1e-12));
    }

    @Test
    void reports_thatStandForManyEach_areWorthAsManyAsTheyAre() {
        Champion champion = champion("v1", 0.01);
        WindowCounts counts = new WindowCounts();
        CohortCounts cohort = counts.cohort("all", 0);
        for (int i = 0; i < 2_000; i++) {
            cohort.transaction();
        }
        cohort.report(Label.Source.ANALYST, 1, 50);
        cohort.report(Label.Source.ANALYST, 1, 50);
        state.pending.put(WINDOW, counts);
        ClosedWindow closed = ClosedWindow.close(SETTINGS, state, champion, WINDOW);
        AgedCohort aged = closed.cohorts.get(0);
        assertThat(aged.reports()).isEqualTo(2);
        assertThat(aged.exposure(1, ModelBias.NONE)).isEqualTo(40);
        assertThat(aged.day()).isZero();
        assertThat(4 * WINDOW).isEqualTo(DAY);
    }
}
