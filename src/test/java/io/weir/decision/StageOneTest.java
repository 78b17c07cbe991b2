package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.Decision.Suspicion;
import io.weir.decision.ModelBundle.FilterCut;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageOneTest {

    private static final double[] ORDINARY = row(500);
    private static final double[] CORNER = row(950);

    private static double[] row(double value) {
        double[] row = new double[15];
        Arrays.fill(row, value);
        return row;
    }

    private static Suspicion examine(FilterCut cut, double[] row, double cheapLogit) {
        return new StageOne(TinyBundle.of(cut)).examine("t", row, cheapLogit, false);
    }

    @Test
    void open_filter_lets_everything_through_and_says_so() {
        assertThat(examine(new FilterCut(true, 1, 1, 0), ORDINARY, -1e9).passedBy())
                .containsExactly("open");
    }

    @Test
    void anomaly_passes_by_the_forest_from_its_cut_on() {
        double rank = examine(new FilterCut(false, 1, 1, 0), CORNER, -1e9).forestRank();
        assertThat(rank).isStrictlyBetween(0.0, 1.0);
        assertThat(examine(new FilterCut(false, rank, 1, 0), CORNER, -1e9).passedBy())
                .containsExactly("forest");
        Suspicion held = examine(new FilterCut(false, Math.nextUp(rank), 1, 0), CORNER, -1e9);
        assertThat(held.passedBy()).isEmpty();
        assertThat(held.passes()).isFalse();
        assertThat(held.cheapRank()).isZero();
    }

    @Test
    void suspect_passes_by_the_cheap_model_from_its_cut_on() {
        double logit = TinyBundle.of(new FilterCut(true, 1, 1, 0)).cheap().logit(ORDINARY);
        double rank = examine(new FilterCut(false, 1, 1, 0), ORDINARY, logit).cheapRank();
        assertThat(rank).isStrictlyBetween(0.0, 1.0);
        assertThat(examine(new FilterCut(false, 1, rank, 0), ORDINARY, logit).passedBy())
                .containsExactly("cheap");
        assertThat(examine(new FilterCut(false, 1, Math.nextUp(rank), 0), ORDINARY, logit)
                        .passedBy())
                .isEmpty();
    }

    @Test
    void all_that_sent_a_transaction_on_is_named() {
        StageOne filter = new StageOne(TinyBundle.of(new FilterCut(true, 0, 0, 1)));
        assertThat(filter.examine("t", ORDINARY, 0, true).passedBy()).isEqualTo(List.of("open", "rule", "audit"));
        StageOne closed = new StageOne(TinyBundle.of(new FilterCut(false, 0, 0, 1)));
        assertThat(closed.examine("t", ORDINARY, 0, true).passedBy())
                .isEqualTo(List.of("forest", "cheap", "rule", "audit"));
    }

    @Test
    void audit_sample_takes_its_share_of_the_ids_whatever_they_look_like() {
        StageOne filter = new StageOne(TinyBundle.of(new FilterCut(false, 1, 1, 0.05)));
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Suspicion suspicion = filter.examine("tx-" + i, ORDINARY, -1e9, false);
            assertThat(suspicion.auditPropensity()).isEqualTo(0.05);
            taken += suspicion.passedBy().equals(List.of("audit")) ? 1 : 0;
        }
        // four standard deviations: 4 · √(0.05 · 0.95 / 20,000)
        assertThat(taken / 20_000.0).isCloseTo(0.05, within(0.0062));
    }
}
