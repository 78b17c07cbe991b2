package io.weir.cli;

import io.weir.decision.FilterCertificate;
import io.weir.decision.ModelBundle.FilterCut;
import java.util.Map;

/** What a summary says of stage one: what its certificate promises, and what it lost. */
final class FilterFigures {

    private FilterFigures() {}

    /** @param lost of the decisions summarised; frauds count once for each account */
    static void put(Map<String, Object> summary, FilterCut filter, FilterCertificate lost) {
        summary.put("filter_open", filter.open());
        FilterCertificate promise = filter.certificate();
        if (promise != null) {
            summary.put("filter_alpha", promise.alpha());
            summary.put("filter_certified_miss", promise.promised().upper());
        }
        summary.put("filter_recoverable_frauds", lost.recoverable().frauds());
        summary.put("filter_recoverable_missed", lost.recoverable().missed());
        summary.put("filter_recoverable_miss", share(lost.recoverable()));
        summary.put("filter_total_frauds", lost.total().frauds());
        summary.put("filter_total_missed", lost.total().missed());
        summary.put("filter_total_miss", share(lost.total()));
        summary.put("filter_money_missed", lost.money().missed());
        summary.put("filter_money_miss", lost.money().share());
        if (promise != null) {
            boolean kept = filter.open() || share(lost.recoverable()) <= promise.alpha();
            summary.put("filter_promise_kept", kept);
        }
    }

    private static double share(FilterCertificate.Bound bound) {
        return bound.frauds() == 0 ? 0 : (double) bound.missed() / bound.frauds();
    }
}
