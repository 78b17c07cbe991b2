package io.weir.evaluation;

import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions against the truth, in rank and in money: one row added for each decision, metrics at the end.
 *
 * <p>Ranks are by the calibrated probability before the base-rate shift, so that a moving threshold does not mix days.
 * Calibration is that of the probability in force, after the shift: it is the one that decides. Money is by one policy.
 */
public final class Scorecard {

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int TOP = 100;
    private static final int BINS = 10;

    private final Policy policy;
    private final List<String> accounts = new ArrayList<>();
    private int size;
    private double[] scores = new double[1024];
    private double[] probabilities = new double[1024];
    private double[] thresholds = new double[1024];
    private double[] amounts = new double[1024];
    private boolean[] frauds = new boolean[1024];
    private int[] days = new int[1024];
    private long passed;
    private double cost;
    private double costAtHalf;
    private double costFixed;
    private double costApproveAll;
    private final Map<Action, Long> actions = new EnumMap<>(Action.class);

    /** @param policy prices what the decisions cost */
    public Scorecard(Policy policy) {
        this.policy = policy;
        for (Action action : Action.values()) {
            actions.put(action, 0L);
        }
    }

    /** Adds a decision and whether the transaction was fraud. */
    public void add(Decision decision, boolean fraud) {
        grow();
        double amount = decision.transaction().amount();
        scores[size] = decision.calibrated();
        probabilities[size] = decision.probability();
        thresholds[size] = decision.thresholds().review();
        amounts[size] = amount;
        frauds[size] = fraud;
        days[size] = (int) Math.floorDiv(decision.transaction().timeMillis(), DAY_MILLIS);
        accounts.add(decision.transaction().account());
        size++;
        double truth = fraud ? 1 : 0;
        cost += policy.expectedCost(decision.action(), truth, amount);
        costAtHalf += policy.expectedCost(declineFrom(0.5, decision.probability()), truth, amount);
        Action fixed =
                decision.rule() == null ? decision.thresholds().action(decision.calibrated()) : decision.action();
        costFixed += policy.expectedCost(fixed, truth, amount);
        costApproveAll += policy.expectedCost(Action.APPROVE, truth, amount);
        actions.merge(decision.action(), 1L, Long::sum);
        passed += decision.suspicion().passes() ? 1 : 0;
    }

    private static Action declineFrom(double threshold, double probability) {
        return probability >= threshold ? Action.DECLINE : Action.APPROVE;
    }

    private void grow() {
        if (size == scores.length) {
            int larger = size * 2;
            scores = Arrays.copyOf(scores, larger);
            probabilities = Arrays.copyOf(probabilities, larger);
            thresholds = Arrays.copyOf(thresholds, larger);
            amounts = Arrays.copyOf(amounts, larger);
            frauds = Arrays.copyOf(frauds, larger);
            days = Arrays.copyOf(days, larger);
        }
    }

    /** Rows by action so far. */
    public Map<Action, Long> actions() {
        return new EnumMap<>(actions);
    }

    public int size() {
        return size;
    }

    /**
     * All metrics of the rows so far; NaN where there is no fraud or no legitimate payment to rank.
     *
     * @param decisions rows
     * @param frauds rows that were fraud
     * @param actions rows by action
     * @param filterPassShare share of rows that stage two scored
     * @param averagePrecision step-wise, ties share a threshold
     * @param aucRoc area under the ROC curve
     * @param cardPrecision100 card precision@100, mean over days
     * @param precision100 precision@100, mean over days
     * @param recallAtHalfPrecision largest recall of a threshold with a precision of 0.5 or more
     * @param logLoss mean of -ln p(truth)
     * @param brierSkill 1 less the Brier score over that of the constant observed rate
     * @param slope calibration slope, 1 when calibrated
     * @param intercept calibration intercept, 0 when calibrated
     * @param observedToExpected frauds over the sum of probabilities
     * @param observedToExpectedNear the same where the odds are within a factor of 2 of the payment's first threshold
     * @param cost realised cost of the decisions, major units
     * @param costAtHalf had every payment with probability 0.5 or more been declined and the rest approved, without rules
     * @param costAtBestF1 had every payment from the threshold of the largest F1, known in hindsight, been declined
     * @param costFixed had the base rate stayed the bundle's own
     * @param costApproveAll had every payment been approved
     */
    public record Metrics(
            int decisions,
            int frauds,
            Map<Action, Long> actions,
            double filterPassShare,
            double averagePrecision,
            double aucRoc,
            double cardPrecision100,
            double precision100,
            double recallAtHalfPrecision,
            double logLoss,
            double brierSkill,
            double slope,
            double intercept,
            double observedToExpected,
            double observedToExpectedNear,
            double cost,
            double costAtHalf,
            double costAtBestF1,
            double costFixed,
            double costApproveAll) {}

    public Metrics metrics() {
        boolean[] f = Arrays.copyOf(frauds, size);
        double[] p = Arrays.copyOf(probabilities, size);
        double[] s = Arrays.copyOf(scores, size);
        int[] d = Arrays.copyOf(days, size);
        String[] cards = accounts.toArray(new String[0]);
        int positives = 0;
        for (boolean fraud : f) {
            positives += fraud ? 1 : 0;
        }
        boolean both = positives > 0 && positives < size;
        ThresholdCurve ranks = ThresholdCurve.of(s, f);
        Reliability reliability = size == 0 ? Reliability.NONE : Reliability.of(p, f, BINS);
        return new Metrics(
                size,
                positives,
                new EnumMap<>(actions),
                size == 0 ? Double.NaN : (double) passed / size,
                both ? ranks.averagePrecision() : Double.NaN,
                ranks.rocAuc(),
                both ? RankMetrics.cardPrecision(d, cards, s, f, TOP) : Double.NaN,
                both ? RankMetrics.precision(d, s, f, TOP) : Double.NaN,
                both ? ranks.recallAtPrecision(0.5) : Double.NaN,
                reliability.logLoss(),
                reliability.brierSkill(),
                reliability.slope(),
                reliability.intercept(),
                reliability.observedToExpected(),
                size == 0 ? Double.NaN : Reliability.observedToExpectedNear(p, f, Arrays.copyOf(thresholds, size)),
                cost,
                costAtHalf,
                costFrom(ThresholdCurve.of(p, f).bestF(1)),
                costFixed,
                costApproveAll);
    }

    private double costFrom(double threshold) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += policy.expectedCost(declineFrom(threshold, probabilities[i]), frauds[i] ? 1 : 0, amounts[i]);
        }
        return sum;
    }
}
