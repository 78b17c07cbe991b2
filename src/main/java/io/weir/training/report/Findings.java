package io.weir.training.report;

import io.weir.training.report.ReportData.Curve;
import io.weir.training.report.ReportData.Filter;
import io.weir.training.report.ReportData.Mark;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What the filter may miss, what the models look at, and what looks too good. */
final class Findings {

    private static final int MOST_FEATURES = 15;
    private static final int LEAST_FRAUDS = 50;

    private Findings() {}

    static String leakage(ReportData data) {
        if (data.leakage().isEmpty()) {
            long frauds = data.quality().frauds();
            return Html.paragraph(
                    frauds < LEAST_FRAUDS
                            ? "Not checked: " + frauds + " frauds; " + LEAST_FRAUDS + " are needed."
                            : "No feature alone ranks the frauds so well that it must know the answer.");
        }
        StringBuilder list = new StringBuilder("<ul class=\"warnings\">\n");
        data.leakage()
                .forEach(warning ->
                        list.append("<li>").append(Markup.escape(warning)).append("</li>\n"));
        return list.append("</ul>\n").toString();
    }

    static String filter(ReportData data) {
        Filter filter = data.filter();
        if (filter == null) {
            return Html.note("This run has no certificate for the filter.");
        }
        String text = Html.paragraph(sentence(filter, data.cost().currency()));
        Curve curve = filter.bound();
        String title = "What the filter may miss";
        if (!RankPlots.drawable(curve)) {
            return text + Html.pair(Html.missing(title, "No bound was computed: fewer than two cuts."));
        }
        String caption = Html.format(
                "The bound U on the share of frauds missed, for each share of traffic that passes: the cut goes as far left as"
                        + " the bound stays under α = %s (dashed).",
                Numbers.percent(filter.alpha()));
        DoubleStream bounds =
                DoubleStream.concat(DoubleStream.of(curve.y()), DoubleStream.of(filter.alpha(), filter.missBound()));
        Axis share = Axis.linear("share of traffic that passes to stage two", 0, 1, Numbers::percent);
        Axis bound = Axis.spanning("bound on the share of frauds missed", bounds, Numbers::percent);
        Plot plot = new Plot("filter-bound", title, caption, share, bound)
                .legend("curve", "bound U")
                .legend("limit", "allowed, α")
                .level(filter.alpha(), "limit")
                .curve(curve.x(), curve.y(), "curve")
                .marks(curve.marks());
        if (!filter.open()) {
            plot.marks(List.of(new Mark("cut", filter.passShare(), filter.missBound(), true)));
        }
        return text + Html.pair(Html.figure(title, plot.finish(), caption));
    }

    private static String sentence(Filter filter, String currency) {
        String judged = Html.format(
                "Of n = %s matured frauds, one a card, the filter held back m = %s, which took %s %s.",
                Numbers.count(filter.frauds()),
                Numbers.count(filter.missed()),
                Numbers.money(filter.missedMoney()),
                currency);
        String allowed = Numbers.percent(filter.alpha());
        if (filter.open()) {
            return "The filter stays open: no cut is certain to miss at most " + allowed
                    + " of the frauds, so everything passes to stage two. " + judged;
        }
        return Html.format(
                "%s of traffic passes to stage two. %s With confidence %s it misses at most U = %s of frauds; allowed is α = %s.",
                Numbers.percent(filter.passShare()),
                judged,
                Numbers.percent(1 - filter.delta()),
                Numbers.percent(filter.missBound()),
                allowed);
    }

    static String features(ReportData data) {
        return Html.pair(
                bars(
                        "gain",
                        "By gain in the boosted trees",
                        "How much each feature lowered the training loss, as a share of all: one feature with nearly all of it is"
                                + " a reason to look for leakage.",
                        data.gain()),
                bars(
                        "forest",
                        "By contribution to the isolation forest",
                        "How far each feature moves the forest's score on average, as a share of all: this is what the forest"
                                + " finds unusual, whether or not it has to do with fraud.",
                        data.forest()));
    }

    private static String bars(String id, String title, String meaning, Map<String, Double> values) {
        double sum = values.values().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .sum();
        if (!(sum > 0)) {
            return Html.missing(title, "Not recorded.");
        }
        List<Map.Entry<String, Double>> shares = values.entrySet().stream()
                .filter(entry -> Double.isFinite(entry.getValue()))
                .map(entry -> Map.entry(entry.getKey(), entry.getValue() / sum))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        List<Map.Entry<String, Double>> shown = shares.subList(0, Math.min(MOST_FEATURES, shares.size()));
        String some =
                shown.size() < shares.size() ? Html.format(" The first %d of %d.", shown.size(), shares.size()) : "";
        String picture = Bars.of(id, title, meaning, shown, "", Numbers::percent);
        return Html.figure(title, picture, meaning + some);
    }
}
