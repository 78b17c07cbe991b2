package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.Logit;
import io.weir.model.PlattCalibrator;
import io.weir.model.PriorCorrection;
import io.weir.model.TreeEnsemble;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * 1,024 payments of 100.00 with features amount, x and s. The cheap model rises with x alone and was trained on x = 0, 1, ...,
 * 1023, so the cheap rank of x is x / 1024. Stage two sees s alone: log-odds 2 at s = 1 and -6 at s = 0, before a correction
 * of ln 0.5. A forest cut of 1 lets nothing through.
 */
class CalibrationSliceTest {

    private static final int ROWS = 1_024;
    private static final double SHARE = 0.01;
    private static final double CORRECTION = Math.log(0.5);
    private static final LogisticModel CHEAP = cheap();
    private static final IsolationForest FOREST = IsolationForest.fit(cheapRows(), 5, 64, 1);

    private static double[][] cheapRows() {
        return IntStream.range(0, ROWS).mapToObj(x -> new double[] {100, x, 0}).toArray(double[][]::new);
    }

    private static LogisticModel cheap() {
        boolean[] fraud = new boolean[ROWS];
        for (int x = 0; x < ROWS; x++) {
            fraud[x] = x % (x < 512 ? 10 : 3) == 0;
        }
        return LogisticModel.fit(cheapRows(), fraud, 1);
    }

    private static final class Window {
        private final double[][] rows = cheapRows();
        private final boolean[] fraud = new boolean[ROWS];

        /** Frauds at these x, which stage two sees or not. */
        Window frauds(int from, int to, boolean seen) {
            for (int x = from; x < to; x++) {
                fraud[x] = true;
                rows[x][2] = seen ? 1 : 0;
            }
            return this;
        }

        Window moved(int from, int to, double x) {
            for (int i = from; i < to; i++) {
                rows[i][1] = x;
            }
            return this;
        }

        CalibrationSlice slice() {
            TreeEnsemble.Tree tree = new TreeEnsemble.Tree(
                    new int[] {1, -1, -1},
                    new int[] {2, -1, -1},
                    new int[] {2, 0, 0},
                    new float[] {0.5f, -6, 2},
                    new boolean[3],
                    new float[] {2, 1, 1});
            Trained trained = new Trained(
                    TreeEnsemble.of(4, 0, List.of(tree)),
                    PriorCorrection.undersampled(0.5),
                    0.5,
                    1,
                    ROWS,
                    100,
                    "by hand",
                    Parameters.standard(1));
            return new CalibrationSlice(slice(rows, fraud), FOREST, CHEAP, trained, Policy.standard("USD"));
        }

        private static Slice slice(double[][] rows, boolean[] fraud) {
            double[] amounts = Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
            long[] none = new long[rows.length];
            return new Slice(rows, fraud, amounts, none, none, none, 0, 1);
        }

        Map<String, Object> report(FilterCut filter) {
            Map<String, Object> report = new LinkedHashMap<>();
            PlattCalibrator same = new PlattCalibrator(1, 0);
            slice().describe(report, filter, same, same);
            return report;
        }

        PlattCalibrator fitted(int from, int to, double[] scores) {
            boolean[] truth = new boolean[to - from];
            System.arraycopy(fraud, from, truth, 0, truth.length);
            return PlattCalibrator.fit(Arrays.copyOfRange(scores, from, to), truth);
        }
    }

    private static Window window() {
        return new Window();
    }

    private static FilterCut cutAt(double cheapRank) {
        return new FilterCut(false, 1, cheapRank, SHARE);
    }

    private static double[] cheapLogits() {
        return Arrays.stream(cheapRows()).mapToDouble(CHEAP::logit).toArray();
    }

    @Test
    void cut_holds_back_two_in_a_hundred_recoverable_frauds() {
        Window window = window().frauds(100, 200, true);
        FilterCut filter = window.slice().filter(1, SHARE);
        assertThat(filter).isEqualTo(cutAt(102 / 1024.0));
        assertThat(window.report(filter))
                .containsEntry("filter_frauds_held_back", 2)
                .containsEntry("filter_recoverable_frauds", 100)
                .containsEntry("filter_pass_share", 922 / 1024.0);
    }

    @Test
    void cut_fraud_that_stage_two_would_approve_does_not_lower_it() {
        Window window = window().frauds(100, 200, true).frauds(10, 15, false);
        FilterCut filter = window.slice().filter(1, SHARE);
        assertThat(filter).isEqualTo(cutAt(102 / 1024.0));
        assertThat(window.report(filter))
                .containsEntry("filter_frauds_held_back", 7)
                .containsEntry("filter_recoverable_frauds", 100)
                .containsEntry("filter_recoverable_held_back", 2);
    }

    @Test
    void cut_tied_frauds_pass_together() {
        Window window = window().frauds(100, 200, true).moved(100, 105, 100);
        FilterCut filter = window.slice().filter(1, SHARE);
        assertThat(filter).isEqualTo(cutAt(100 / 1024.0));
        assertThat(window.report(filter)).containsEntry("filter_recoverable_held_back", 0);
    }

    @Test
    void cut_where_the_forest_lets_every_fraud_through_is_the_strictest() {
        assertThat(window().frauds(100, 200, true).slice().filter(0, SHARE))
                .isEqualTo(new FilterCut(false, 0, 1, SHARE));
    }

    @Test
    void filter_of_58_recoverable_frauds_is_open_and_of_59_closed() {
        assertThat(window().frauds(100, 158, true).slice().filter(1, SHARE))
                .isEqualTo(new FilterCut(true, 0, 0, SHARE));
        // one of 59 may be missed
        assertThat(window().frauds(100, 159, true).slice().filter(1, SHARE)).isEqualTo(cutAt(101 / 1024.0));
    }

    @Test
    void passed_calibrator_is_fitted_on_what_passes_from_corrected_log_odds() {
        Window window = window().frauds(500, 560, true).frauds(800, 830, false);
        double[] logits = new double[ROWS];
        for (int x = 0; x < ROWS; x++) {
            logits[x] = (window.rows[x][2] == 1 ? 2 : -6) + CORRECTION;
        }
        assertThat(window.slice().passedCalibrator(cutAt(0.5))).isEqualTo(window.fitted(512, ROWS, logits));
    }

    @Test
    void held_calibrator_is_fitted_on_what_is_held_back_or_on_all_where_nothing_is() {
        Window window = window().frauds(400, 440, true).frauds(700, 800, true);
        assertThat(window.slice().heldCalibrator(cutAt(0.5))).isEqualTo(window.fitted(0, 512, cheapLogits()));
        assertThat(window.slice().heldCalibrator(new FilterCut(true, 0, 0, SHARE)))
                .isEqualTo(window.fitted(0, ROWS, cheapLogits()));
    }

    @Test
    void held_calibrator_without_a_held_fraud_is_a_level() {
        PlattCalibrator held = window().frauds(700, 800, true).slice().heldCalibrator(cutAt(0.5));
        assertThat(held.slope()).isEqualTo(1);
        assertThat(meanOfHeld(held)).isCloseTo(1 / 514.0, within(1e-9));
    }

    @Test
    void held_calibrator_of_frauds_that_the_cheap_model_ranks_last_is_a_level() {
        Window window = window().frauds(0, 20, true).frauds(700, 800, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.fitted(0, 512, cheapLogits()))
                .withMessageContaining("finds slope -");
        PlattCalibrator held = window.slice().heldCalibrator(cutAt(0.5));
        assertThat(held.slope()).isEqualTo(1);
        assertThat(meanOfHeld(held)).isCloseTo(21 / 514.0, within(1e-9));
    }

    private static double meanOfHeld(PlattCalibrator held) {
        double[] logits = cheapLogits();
        return IntStream.range(0, 512)
                .mapToDouble(x -> Logit.sigmoid(logits[x] * held.slope() + held.intercept()))
                .average()
                .orElseThrow();
    }
}
