package io.weir.cli;

import io.weir.evaluation.PairedFolds;
import io.weir.evaluation.Reliability;
import io.weir.training.ProtocolRun.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a summary says of the folds of an evaluation: means, and each fold where there are several. */
final class EvaluationFigures {

    private static final int BINS = 10;

    private EvaluationFigures() {}

    static void put(Map<String, Object> summary, List<Result> folds) {
        summary.put("folds", folds.size());
        summary.put("train_rows", sum(folds, Result::trainRows));
        summary.put("train_frauds", sum(folds, Result::trainFrauds));
        summary.put("test_rows", sum(folds, Result::testRows));
        summary.put("test_frauds", sum(folds, Result::testFrauds));
        put(summary, "auc_roc", folds, Result::aucRoc);
        put(summary, "average_precision", folds, Result::averagePrecision);
        put(summary, "card_precision_100", folds, Result::cardPrecision100);
        put(summary, "mean_probability", folds, fold -> mean(fold.probability()));
        put(summary, "fraud_rate", folds, fold -> (double) fold.testFrauds() / fold.testRows());
        put(summary, "observed_to_expected", folds, fold -> reliability(fold).observedToExpected());
        put(summary, "log_loss", folds, fold -> reliability(fold).logLoss());
    }

    /** What the first gains over the second in average precision, fold by fold. */
    static void putGain(Map<String, Object> summary, List<Result> folds, List<Result> others) {
        double[] mine = folds.stream().mapToDouble(Result::averagePrecision).toArray();
        double[] theirs = others.stream().mapToDouble(Result::averagePrecision).toArray();
        summary.put("against_average_precision", mean(theirs));
        if (mine.length > 1) {
            PairedFolds gain = PairedFolds.of(mine, theirs);
            summary.put("average_precision_gain", gain.meanDifference());
            summary.put("average_precision_gain_lower", gain.lower());
            summary.put("average_precision_gain_upper", gain.upper());
        } else {
            summary.put("average_precision_gain", mine[0] - theirs[0]);
        }
    }

    private static Reliability reliability(Result fold) {
        return Reliability.of(fold.probability(), fold.fraud(), BINS);
    }

    private static long sum(List<Result> folds, ToDoubleFunction<Result> figure) {
        return Math.round(folds.stream().mapToDouble(figure).sum());
    }

    private static void put(
            Map<String, Object> summary, String name, List<Result> folds, ToDoubleFunction<Result> figure) {
        double[] each = folds.stream().mapToDouble(figure).toArray();
        summary.put(name, mean(each));
        if (each.length > 1) {
            summary.put(name + "_folds", Arrays.stream(each).boxed().toList());
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
