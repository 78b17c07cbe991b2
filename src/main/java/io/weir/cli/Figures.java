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
        summary.put("currency", currency);
        summary.put("expected_cost", m.cost());
        summary.put("cost_at_half", m.costAtHalf());
        summary.put("cost_fixed", m.costFixed());
        summary.put("cost_approve_all", m.costApproveAll());
    }
}
