package io.weir.cli;

import io.weir.evaluation.Scorecard;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A scorecard in a summary, under the same names whatever command it comes from. */
final class Figures {

    private Figures() {}

    /** Puts what was decided and what it cost. */
    static void put(Map<String, Object> summary, Scorecard.Metrics m, String currency) {
        Map<String, Object> actions = new LinkedHashMap<>();
        m.actions().forEach((action, count) -> actions.put(action.name().toLowerCase(Locale.ROOT), count));
        summary.put("actions", actions);
        summary.put("filter_pass_share", m.filterPassShare());
        summary.put("average_precision", m.averagePrecision());
        summary.put("auc_roc", m.aucRoc());
        summary.put("card_precision_100", m.cardPrecision100());
        summary.put("precision_100", m.precision100());
        summary.put("recall_at_half_precision", m.recallAtHalfPrecision());
        summary.put("log_loss", m.logLoss());
        summary.put("brier_skill", m.brierSkill());
        summary.put("calibration_slope", m.slope());
        summary.put("calibration_intercept", m.intercept());
        summary.put("observed_to_expected", m.observedToExpected());
        summary.put("observed_to_expected_near_threshold", m.observedToExpectedNear());
        summary.put("currency", currency);
        summary.put("expected_cost", m.cost());
        summary.put("cost_at_half", m.costAtHalf());
        summary.put("cost_at_best_f1", m.costAtBestF1());
        summary.put("cost_fixed", m.costFixed());
        summary.put("cost_approve_all", m.costApproveAll());
    }
}
