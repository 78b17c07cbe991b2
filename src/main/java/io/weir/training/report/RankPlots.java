package io.weir.training.report;

import io.weir.training.report.ReportData.Curve;
import io.weir.training.report.ReportData.Mark;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What a threshold gives: precision against recall, and money. */
final class RankPlots {

    private RankPlots() {}

    static String of(ReportData data) {
        return Html.pair(precisionRecall(data), cost(data));
    }

    /** Whether there is something to draw. */
    static boolean drawable(Curve curve) {
        int points = 0;
        for (int i = 0; i < curve.x().length; i++) {
            points += Double.isFinite(curve.x()[i]) && Double.isFinite(curve.y()[i]) ? 1 : 0;
        }
        return points >= 2;
    }

    private static String precisionRecall(ReportData data) {
        String title = "Precision against recall";
        Curve curve = data.precisionRecall();
        if (!drawable(curve)) {
            return Html.missing(title, "No precision–recall curve: fewer than two points.");
        }
        String caption = Html.format(
                "The higher and the further right, the better: average precision is %s, where a random order would stay at the"
                        + " base rate of %s (dashed).",
                Numbers.decimal(data.quality().averagePrecision()),
                Numbers.percent(data.quality().baseRate()));
        Axis recall = Axis.linear("recall: share of frauds found", 0, 1, Numbers::percent);
        Axis precision = Axis.linear("precision: share of alarms that are fraud", 0, 1, Numbers::percent);
        Plot plot = new Plot("precision-recall", title, caption, recall, precision)
                .legend("curve", "by threshold")
                .legend("reference", "random order")
                .level(data.quality().baseRate(), "reference")
                .curve(curve.x(), curve.y(), "curve")
                .marks(curve.marks());
        return Html.figure(title, plot.finish(), caption);
    }

    private static String cost(ReportData data) {
        String title = "Cost against threshold";
        Curve curve = data.costByThreshold();
        double[] positive = Arrays.stream(curve.x())
                .filter(x -> x > 0 && Double.isFinite(x))
                .toArray();
        if (!drawable(curve) || positive.length < 2) {
            return Html.missing(title, "No cost curve: fewer than two points.");
        }
        String caption =
                "What it costs to decline from one threshold on, for all amounts alike: the lowest point is the best"
                        + " that a single threshold can do, and a mark below the curve does better than that.";
        double approve = data.cost().approveAll();
        DoubleStream marks = curve.marks().stream().mapToDouble(Mark::y);
        DoubleStream costs =
                DoubleStream.concat(DoubleStream.of(curve.y()), DoubleStream.concat(DoubleStream.of(approve), marks));
        double least = Arrays.stream(positive).min().orElse(0.001);
        double most = Arrays.stream(positive).max().orElse(1);
        Axis thresholds = Axis.log("threshold on the probability, logarithmic", least, most, Numbers::percent);
        Axis money = Axis.spanning("cost, " + data.cost().currency(), costs, Numbers::compact);
        Plot plot = new Plot("cost-by-threshold", title, caption, thresholds, money)
                .legend("curve", "decline from here on")
                .legend("reference", "approve everything")
                .level(approve, "reference")
                .curve(curve.x(), curve.y(), "curve")
                .marks(curve.marks());
        return Html.figure(title, plot.finish(), caption);
    }
}
