package io.weir.evaluation;

import io.weir.decision.Action;
import io.weir.decision.Policy;

/**
 * What one threshold on the probability for all payments would have cost, in money: payments at or above it declined, the
 * rest approved, priced by a policy at the truth (L(a) for each fraud approved, F(a) for each good payment declined).
 *
 * <p>It is there for comparison. The policy's own rule has a threshold for each amount, and reviews; {@link #ruleCost} is
 * what that would have cost on the same probabilities.
 */
public final class CostCurve {

    private final ThresholdCurve ranks;
    private final double[] costs;
    private final double approveAllCost;
    private final double ruleCost;

    private CostCurve(ThresholdCurve ranks, double[] costs, double approveAllCost, double ruleCost) {
        this.ranks = ranks;
        this.costs = costs;
        this.approveAllCost = approveAllCost;
        this.ruleCost = ruleCost;
    }

    /**
     * A threshold and its cost.
     *
     * @param threshold decline from here
     * @param cost major units
     */
    public record Point(double threshold, double cost) {}

    /**
     * The curve of these payments.
     *
     * @param probabilities of fraud, each in [0, 1]
     * @param amounts major units
     * @param fraud truth of each payment
     * @param policy prices them
     */
    public static CostCurve of(double[] probabilities, double[] amounts, boolean[] fraud, Policy policy) {
        if (amounts.length != probabilities.length) {
            throw new IllegalArgumentException(
                    amounts.length + " amounts for " + probabilities.length + " probabilities");
        }
        ThresholdCurve ranks = ThresholdCurve.of(probabilities, fraud);
        double approveAll = 0;
        double rule = 0;
        double[] steps = new double[ranks.size()];
        for (int i = 0; i < fraud.length; i++) {
            double truth = fraud[i] ? 1 : 0;
            double approved = policy.expectedCost(Action.APPROVE, truth, amounts[i]);
            approveAll += approved;
            Action action = policy.thresholds(amounts[i]).action(probabilities[i]);
            rule += policy.expectedCost(action, truth, amounts[i]);
            int own = ranks.reached(probabilities[i]) - 1;
            steps[own] += policy.expectedCost(Action.DECLINE, truth, amounts[i]) - approved;
        }
        double cost = approveAll;
        for (int t = 0; t < steps.length; t++) {
            cost += steps[t];
            steps[t] = cost;
        }
        return new CostCurve(ranks, steps, approveAll, rule);
    }

    /** Distinct thresholds: the probabilities that occur. */
    public int size() {
        return costs.length;
    }

    /** The i-th highest threshold and its cost. */
    public Point point(int i) {
        return new Point(ranks.threshold(i), costs[i]);
    }

    /** Cost of any threshold, major units. */
    public double cost(double threshold) {
        int reached = ranks.reached(threshold);
        return reached == 0 ? approveAllCost : costs[reached - 1];
    }

    /** The cheapest threshold in hindsight, the highest of several; infinity where approving everything is cheapest. */
    public Point cheapest() {
        Point best = new Point(Double.POSITIVE_INFINITY, approveAllCost);
        for (int i = 0; i < size(); i++) {
            best = costs[i] < best.cost() ? point(i) : best;
        }
        return best;
    }

    /** The threshold of the largest F1 in hindsight, and its cost. */
    public Point atBestF1() {
        double threshold = ranks.bestF(1);
        return new Point(threshold, cost(threshold));
    }

    /** Cost of approving every payment. */
    public double approveAllCost() {
        return approveAllCost;
    }

    /** Cost of the policy's own rule: thresholds by amount, with its review band. */
    public double ruleCost() {
        return ruleCost;
    }
}
