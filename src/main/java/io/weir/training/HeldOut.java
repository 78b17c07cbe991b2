package io.weir.training;

import io.weir.decision.Policy;
import io.weir.evaluation.CostCurve;
import io.weir.evaluation.Reliability;
import io.weir.evaluation.ThresholdCurve;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training run can say of rows that nothing was fitted on: cut and calibrators fitted on the earlier half of the
 * calibration window, measured on the later half. The bundle's own are then fitted on both.
 *
 * @param fitted on the earlier half; null where a half has too few frauds
 * @param rows the later half
 * @param policy prices
 */
record HeldOut(@Nullable Fitted fitted, Scored rows, Policy policy) {

    private static final int LEAST_FRAUDS = 10;
    private static final int BINS = 10;

    static HeldOut of(Scored window, Policy policy) {
        int middle = window.size() / 2;
        Scored early = window.part(0, middle);
        Scored late = window.part(middle, window.size());
        boolean enough = early.slice().frauds() >= LEAST_FRAUDS && late.slice().frauds() >= LEAST_FRAUDS;
        return new HeldOut(enough ? Fitted.on(early, policy) : null, late, policy);
    }

    void describe(Map<String, Object> report) {
        report.put("held_out_rows", rows.size());
        report.put("held_out_frauds", rows.slice().frauds());
        if (fitted == null) {
            return;
        }
        double[] p = fitted.probabilities(rows);
        ThresholdCurve ranks = ThresholdCurve.of(p, rows.fraud());
        Reliability reliability = Reliability.of(p, rows.fraud(), BINS);
        CostCurve costs = CostCurve.of(p, rows.slice().amounts(), rows.fraud(), policy);
        report.put("held_out_average_precision", ranks.averagePrecision());
        report.put("held_out_auc_roc", ranks.rocAuc());
        report.put("held_out_log_loss", reliability.logLoss());
        report.put("held_out_brier_skill", reliability.brierSkill());
        report.put("held_out_observed_to_expected", reliability.observedToExpected());
        report.put("held_out_calibration_slope", reliability.slope());
        report.put("held_out_cost", costs.ruleCost());
        report.put("held_out_cost_at_half", costs.cost(0.5));
        report.put("held_out_cost_at_best_f1", costs.atBestF1().cost());
        report.put("held_out_cost_approve_all", costs.approveAllCost());
    }
}
