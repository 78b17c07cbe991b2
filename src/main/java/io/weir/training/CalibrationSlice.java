package io.weir.training;

import io.weir.decision.Action;
import io.weir.decision.Decider;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.evaluation.RankMetrics;
import io.weir.evaluation.Reliability;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.Logit;
import io.weir.model.PlattCalibrator;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Scores of the calibration window and what is fitted on them: the filter's cut and the two calibrators. */
final class CalibrationSlice {

    /** Below this many frauds the filter stays open: too few to choose a cut by. The cut carries no certificate yet. */
    private static final int LEAST_FRAUDS = 59;

    private static final double MAX_MISS = 0.02;
    private static final int BINS = 10;

    private final boolean[] fraud;
    /** Frauds that stage two, seeing everything, would send to review or decline: what a filter can lose. */
    private final boolean[] recoverable;

    private final double[] forestRanks;
    private final double[] cheapLogits;
    private final double[] cheapRanks;
    private final double[] logits;

    CalibrationSlice(Slice slice, IsolationForest forest, LogisticModel cheap, Trained trained, Policy policy) {
        int n = slice.rows().length;
        fraud = slice.fraud();
        forestRanks = new double[n];
        cheapLogits = new double[n];
        cheapRanks = new double[n];
        logits = new double[n];
        double shift = trained.correction().shift();
        for (int i = 0; i < n; i++) {
            double[] row = slice.rows()[i];
            double score = forest.score(row);
            forestRanks[i] = forest.rank(score);
            cheapLogits[i] = cheap.logit(row);
            cheapRanks[i] = cheap.rank(cheapLogits[i]);
            logits[i] = trained.ensemble().margin(Decider.stageTwoRow(row, score)) + shift;
        }
        recoverable = recoverable(slice, logits, policy);
    }

    private static boolean[] recoverable(Slice slice, double[] logits, Policy policy) {
        PlattCalibrator everything = PlattCalibrator.fit(logits, slice.fraud());
        boolean[] recoverable = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            double amount = slice.amounts()[i];
            Action action = policy.thresholds(amount).action(everything.probability(logits[i]));
            recoverable[i] = slice.fraud()[i] && action != Action.APPROVE;
        }
        return recoverable;
    }

    /**
     * The strictest cut of the cheap rank, beside the forest's, that holds back at most 2 % of the frauds that stage two
     * would act on. A fraud that stage two would approve is not lost by holding it back.
     */
    FilterCut filter(double forestCut, double auditShare) {
        double[] needed = IntStream.range(0, fraud.length)
                .filter(i -> recoverable[i] && forestRanks[i] < forestCut)
                .mapToDouble(i -> cheapRanks[i])
                .sorted()
                .toArray();
        int frauds = count(i -> recoverable[i]);
        if (frauds < LEAST_FRAUDS) {
            return new FilterCut(true, 0, 0, auditShare);
        }
        int mayMiss = (int) (MAX_MISS * frauds);
        double cheapCut = mayMiss < needed.length ? needed[mayMiss] : 1;
        return new FilterCut(false, forestCut, cheapCut, auditShare);
    }

    PlattCalibrator passedCalibrator(FilterCut filter) {
        IntPredicate passed = i -> passes(filter, i);
        return PlattCalibrator.fit(of(passed, logits), truth(passed));
    }

    /**
     * On the traffic that is held back, or on all where nothing is. With so few frauds that the fit is impossible or would
     * turn the ranks around, only the level is fitted.
     */
    PlattCalibrator heldCalibrator(FilterCut filter) {
        boolean any = count(i -> !passes(filter, i)) > 0;
        IntPredicate held = i -> !any || !passes(filter, i);
        if (count(i -> held.test(i) && fraud[i]) == 0) {
            return level(held);
        }
        return PlattCalibrator.fitIfRising(of(held, cheapLogits), truth(held)).orElseGet(() -> level(held));
    }

    /** Slope 1 and the intercept that makes the mean probability (frauds + 1) / (rows + 2). */
    private PlattCalibrator level(IntPredicate which) {
        int rows = count(which);
        double mean = (count(i -> which.test(i) && fraud[i]) + 1.0) / (rows + 2.0);
        double low = -50;
        double high = 50;
        for (int step = 0; step < 100; step++) {
            double middle = (low + high) / 2;
            double sum = IntStream.range(0, fraud.length)
                    .filter(which)
                    .mapToDouble(i -> Logit.sigmoid(cheapLogits[i] + middle))
                    .sum();
            if (sum / rows < mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new PlattCalibrator(1, (low + high) / 2);
    }

    private double[] of(IntPredicate which, double[] scores) {
        return IntStream.range(0, fraud.length)
                .filter(which)
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    private boolean[] truth(IntPredicate which) {
        int[] rows = IntStream.range(0, fraud.length).filter(which).toArray();
        boolean[] truth = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            truth[i] = fraud[rows[i]];
        }
        return truth;
    }

    /** Without the audit sample, which is drawn by id. */
    private boolean passes(FilterCut filter, int i) {
        return filter.open() || forestRanks[i] >= filter.forestRank() || cheapRanks[i] >= filter.cheapRank();
    }

    void describe(Map<String, Object> report, FilterCut filter, PlattCalibrator passed, PlattCalibrator held) {
        double[] p = new double[fraud.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = passes(filter, i) ? passed.probability(logits[i]) : held.probability(cheapLogits[i]);
        }
        Reliability reliability = Reliability.of(p, fraud, BINS);
        report.put("filter_open", filter.open());
        report.put("filter_cheap_rank", filter.cheapRank());
        report.put("filter_forest_rank", filter.forestRank());
        report.put("filter_pass_share", (double) count(i -> passes(filter, i)) / fraud.length);
        report.put("filter_frauds_held_back", count(i -> fraud[i] && !passes(filter, i)));
        report.put("filter_recoverable_frauds", count(i -> recoverable[i]));
        report.put("filter_recoverable_held_back", count(i -> recoverable[i] && !passes(filter, i)));
        report.put("in_sample_average_precision", RankMetrics.averagePrecision(p, fraud));
        report.put("in_sample_auc_roc", RankMetrics.rocAuc(p, fraud));
        report.put("in_sample_log_loss", reliability.logLoss());
        report.put("in_sample_brier_skill", reliability.brierSkill());
        report.put("in_sample_observed_to_expected", reliability.observedToExpected());
        report.put("platt_slope", passed.slope());
        report.put("platt_intercept", passed.intercept());
    }

    private int count(IntPredicate which) {
        return (int) IntStream.range(0, fraud.length).filter(which).count();
    }
}
