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
 * <p>Ranks are by the calibrated probability before the base-rate shift, so that a moving threshold does not mix days; money
 * is by one policy.
 */
public final class Scorecard {

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int TOP_CARDS = 100;

    private final Policy policy;
    private final List<String> accounts = new ArrayList<>();
    private int size;
    private double[] scores = new double[1024];
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
        frauds[size] = fraud;
        days[size] = (int) Math.floorDiv(decision.transaction().timeMillis(), DAY_MILLIS);
        accounts.add(decision.transaction().account());
        size++;
        double truth = fraud ? 1 : 0;
        cost += policy.expectedCost(decision.action(), truth, amount);
        costAtHalf += policy.expectedCost(atHalf(decision.probability()), truth, amount);
        Action fixed = decision.thresholds().action(decision.calibrated());
        costFixed += policy.expectedCost(fixed, truth, amount);
        costApproveAll += policy.expectedCost(Action.APPROVE, truth, amount);
        actions.merge(decision.action(), 1L, Long::sum);
        passed += decision.suspicion().passes() ? 1 : 0;
    }

    private static Action atHalf(double probability) {
        return probability >= 0.5 ? Action.DECLINE : Action.APPROVE;
    }

    private void grow() {
        if (size == scores.length) {
            int larger = size * 2;
            scores = Arrays.copyOf(scores, larger);
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
     * @param cost realised cost of the decisions, major units
     * @param costAtHalf had every payment with probability 0.5 or more been declined and the rest approved
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
            double cost,
            double costAtHalf,
            double costFixed,
            double costApproveAll) {}

    public Metrics metrics() {
        double[] s = Arrays.copyOf(scores, size);
        boolean[] f = Arrays.copyOf(frauds, size);
        int positives = 0;
        for (boolean fraud : f) {
            positives += fraud ? 1 : 0;
        }
        boolean both = positives > 0 && positives < size;
        int[] d = Arrays.copyOf(days, size);
        String[] cards = accounts.toArray(new String[0]);
        return new Metrics(
                size,
                positives,
                new EnumMap<>(actions),
                size == 0 ? Double.NaN : (double) passed / size,
                both ? RankMetrics.averagePrecision(s, f) : Double.NaN,
                both ? RankMetrics.rocAuc(s, f) : Double.NaN,
                both ? RankMetrics.cardPrecision(d, cards, s, f, TOP_CARDS) : Double.NaN,
                cost,
                costAtHalf,
                costFixed,
                costApproveAll);
    }
}
