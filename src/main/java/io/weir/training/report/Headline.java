package io.weir.training.report;

import io.weir.training.report.ReportData.Cost;
import io.weir.training.report.ReportData.Quality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Money first, then what it rests on. */
final class Headline {

    private static final String CHOSEN = "chosen policy";

    private Headline() {}

    static String of(ReportData data) {
        return "<div class=\"figures\">\n" + numbers(data) + "</div>\n" + costs(data.cost());
    }

    private static String numbers(ReportData data) {
        Cost cost = data.cost();
        Quality q = data.quality();
        String saved = Numbers.change(cost.chosen() / cost.approveAll() - 1) + " against approving everything";
        String counts = Numbers.count(q.frauds()) + " frauds in " + Numbers.count(q.transactions()) + " transactions";
        return Html.number("Cost of the chosen policy", Numbers.money(cost.chosen()) + " " + cost.currency(), saved)
                + Html.number(
                        "Average precision",
                        Numbers.decimal(q.averagePrecision()),
                        "a random order has " + Numbers.decimal(q.baseRate()))
                + Html.number("Area under ROC", Numbers.decimal(q.auc()), "a random order has 0.500")
                + Html.number("Calibration slope", Numbers.decimal(q.slope()), "1 is right, below 1 is too extreme")
                + Html.number(
                        "Observed / expected", Numbers.decimal(q.observedToExpected()), "frauds over the sum of p")
                + Html.number("Base rate", Numbers.percent(q.baseRate()), counts);
    }

    private static String costs(Cost cost) {
        Map<String, Double> bars = new LinkedHashMap<>();
        bars.put(CHOSEN, cost.chosen());
        bars.put("decline from best F1 on", cost.atBestF1());
        bars.put("decline from 0.5 on", cost.atHalf());
        bars.put("approve everything", cost.approveAll());
        bars.values().removeIf(value -> !Double.isFinite(value));
        String title = "Cost of the test window, " + cost.currency();
        if (bars.isEmpty()) {
            return Html.missing(title, "No cost was measured.");
        }
        String caption =
                "What the same transactions would have cost under four policies: the shorter the bar, the better;"
                        + " the chosen policy should have the shortest.";
        List<Map.Entry<String, Double>> entries = List.copyOf(bars.entrySet());
        return Html.pair(
                Html.figure(title, Bars.of("costs", title, caption, entries, CHOSEN, Numbers::money), caption));
    }
}
