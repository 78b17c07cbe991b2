package io.weir.training.report;

import io.weir.training.report.ReportData.Bin;
import io.weir.training.report.ReportData.Calibrator;
import io.weir.training.report.ReportData.Densities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Whether probabilities mean what they say, how they are spread, and which calibrator made them. */
final class ProbabilityPlots {

    private static final double LEAST_PROBABILITY = 1e-6;

    private ProbabilityPlots() {}

    static String of(ReportData data) {
        return Html.pair(reliability(data.reliability()), densities(data.scores())) + calibrators(data.calibrators());
    }

    private static String reliability(List<Bin> bins) {
        String title = "Reliability";
        double[] values = bins.stream()
                .flatMapToDouble(bin -> DoubleStream.of(bin.predicted(), bin.observed(), bin.upper()))
                .filter(value -> value >= LEAST_PROBABILITY && value <= 1)
                .toArray();
        if (values.length == 0) {
            return Html.missing(title, "No reliability plot: there is no bin.");
        }
        String caption =
                "Bins that hold equally many expected frauds, with 95 % binomial intervals: an interval that misses the"
                        + " diagonal is a range of probabilities that is off; hollow points at the lower edge saw no fraud.";
        double least = Arrays.stream(values).min().orElse(LEAST_PROBABILITY);
        double most = Arrays.stream(values).max().orElse(1);
        Axis predicted = Axis.log("mean probability, logarithmic", least, most, Numbers::percent);
        Axis observed = Axis.log("share of frauds, logarithmic", least, most, Numbers::percent);
        double[] diagonal = IntStream.rangeClosed(-600, 0)
                .mapToDouble(i -> Math.pow(10, i / 100.0))
                .toArray();
        Plot plot = new Plot("reliability-plot", title, caption, predicted, observed)
                .legend("whisker", "observed, 95 %")
                .legend("reference", "as predicted")
                .curve(diagonal, diagonal, "reference");
        for (Bin bin : bins) {
            plot.interval(bin.predicted(), bin.observed(), bin.lower(), bin.upper(), "whisker", "dot");
        }
        return Html.figure(title, plot.finish(), caption);
    }

    private static String densities(Densities scores) {
        String title = "Probabilities of frauds and of the rest";
        double[] logits = scores.logits();
        double[] heights = DoubleStream.concat(Arrays.stream(scores.fraud()), Arrays.stream(scores.legitimate()))
                .filter(Double::isFinite)
                .toArray();
        double[] places = Arrays.stream(logits).filter(Double::isFinite).toArray();
        if (places.length < 2 || heights.length == 0) {
            return Html.missing(title, "No densities: fewer than two points.");
        }
        String caption =
                "Each class on its own, with area 1, over log-odds: the less the two overlap, the better the model tells"
                        + " them apart; the overlap is what no threshold can decide without error.";
        double low = Arrays.stream(places).min().orElse(-1);
        double high = Arrays.stream(places).max().orElse(1);
        Axis probability = Axis.logit("calibrated probability, spaced by log-odds", low, high);
        Axis density = Axis.linear("density", 0, Arrays.stream(heights).max().orElse(1), Numbers::plain);
        Plot plot = new Plot("densities", title, caption, probability, density)
                .legend("curve", "legitimate")
                .legend("curve-fraud", "fraud")
                .area(logits, scores.legitimate(), "area")
                .area(logits, scores.fraud(), "area-fraud")
                .curve(logits, scores.legitimate(), "curve")
                .curve(logits, scores.fraud(), "curve-fraud");
        return Html.figure(title, plot.finish(), caption);
    }

    private static String calibrators(List<Calibrator> calibrators) {
        if (calibrators.isEmpty()) {
            return Html.note("No calibrators were compared.");
        }
        double best = calibrators.stream()
                .mapToDouble(Calibrator::logLoss)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
        List<List<String>> rows = new ArrayList<>();
        int chosen = -1;
        for (Calibrator each : calibrators) {
            chosen = each.chosen() ? rows.size() : chosen;
            rows.add(List.of(
                    each.name(),
                    each.chosen() ? "chosen" : "",
                    Numbers.fine(each.logLoss()),
                    each.logLoss() == best ? "best" : Numbers.change(each.logLoss() / best - 1)));
        }
        return Html.table(
                "Calibrators by log-loss on rows that they were not fitted to: less is better.",
                List.of("calibrator", "", "held-out log-loss", "over the best"),
                rows,
                2,
                chosen);
    }
}
