package io.weir.evaluation;

import io.weir.decision.Action;
import io.weir.decision.Policy;
import java.util.Arrays;

/**
 * What decisions cost in money once the truth is known, in major units of the policy's currency: the loss of frauds let
 * through, the friction of good payments declined, the work of reviews.
 *
 * @param total realised cost of all decisions
 * @param approvingAll what approving every payment would have cost
 * @param decliningAll what declining every payment would have cost
 * @param approved payments approved
 * @param reviewed payments reviewed
 * @param declined payments declined
 */
public record CostMetrics(
        double total, double approvingAll, double decliningAll, long approved, long reviewed, long declined) {

    /**
     * Adds up {@code policy.expectedCost} at probability 1 for a fraud and 0 for the rest.
     *
     * @param policy its costs; its thresholds play no part
     * @param actions what was decided for each payment
     * @param fraud truth of each payment
     * @param amounts amount of each payment, major units
     */
    public static CostMetrics of(Policy policy, Action[] actions, boolean[] fraud, double[] amounts) {
        if (fraud.length != actions.length || amounts.length != actions.length) {
            throw new IllegalArgumentException(
                    actions.length + " actions, " + fraud.length + " labels and " + amounts.length + " amounts");
        }
        double total = 0;
        double approvingAll = 0;
        double decliningAll = 0;
        for (int i = 0; i < actions.length; i++) {
            double truth = fraud[i] ? 1 : 0;
            total += policy.expectedCost(actions[i], truth, amounts[i]);
            approvingAll += policy.expectedCost(Action.APPROVE, truth, amounts[i]);
            decliningAll += policy.expectedCost(Action.DECLINE, truth, amounts[i]);
        }
        return new CostMetrics(
                total,
                approvingAll,
                decliningAll,
                count(actions, Action.APPROVE),
                count(actions, Action.REVIEW),
                count(actions, Action.DECLINE));
    }

    /** Money saved against the cheaper of approving all and declining all; negative when the decisions were worse. */
    public double saved() {
        return Math.min(approvingAll, decliningAll) - total;
    }

    private static long count(Action[] actions, Action action) {
        return Arrays.stream(actions).filter(a -> a == action).count();
    }
}
