package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.Action;
import io.weir.decision.Policy;
import io.weir.model.Logit;
import io.weir.transaction.IdHash;
import org.junit.jupiter.api.Test;

class CostCurveTest {

    private static final Policy POLICY = Policy.standard("USD");

    /** L = amount + 15, F = 0.05·amount + 2. */
    @Test
    void cost_byHand_addsLossesAboveAndFrictionBelow() {
        double[] p = {0.9, 0.3, 0.3, 0.1};
        double[] amounts = {100, 40, 60, 20};
        boolean[] fraud = {true, false, true, false};
        CostCurve curve = CostCurve.of(p, amounts, fraud, POLICY);
        assertThat(curve.approveAllCost()).isEqualTo(115 + 75);
        assertThat(curve.size()).isEqualTo(3);
        assertThat(curve.cost(1)).isEqualTo(115 + 75);
        assertThat(curve.cost(0.5)).isEqualTo(75);
        assertThat(curve.cost(0.3)).isEqualTo(4);
        assertThat(curve.cost(0)).isEqualTo(4 + 3);
        assertThat(curve.point(1)).isEqualTo(new CostCurve.Point(0.3, 4));
        assertThat(curve.cheapest()).isEqualTo(new CostCurve.Point(0.3, 4));
        assertThat(curve.atBestF1()).isEqualTo(new CostCurve.Point(0.3, 4));
    }

    private static final int N = 20_000;
    private static final double[] P = new double[N];
    private static final double[] AMOUNTS = new double[N];
    private static final boolean[] FRAUD = new boolean[N];

    static {
        for (int i = 0; i < N; i++) {
            P[i] = Math.rint(1e3 * Logit.sigmoid(-8 + 9 * IdHash.unit("p" + i, 1))) / 1e3;
            AMOUNTS[i] = 5 + 400 * IdHash.unit("amount" + i, 1);
            FRAUD[i] = IdHash.unit("fraud" + i, 1) < P[i];
        }
    }

    /** Twin: prices every payment anew for each threshold. */
    @Test
    void cost_randomPayments_equalsItsSlowTwin() {
        CostCurve curve = CostCurve.of(P, AMOUNTS, FRAUD, POLICY);
        double least = curve.approveAllCost();
        for (int t = 0; t <= 1_001; t += 7) {
            double threshold = t / 1e3;
            double cost = 0;
            for (int i = 0; i < N; i++) {
                Action action = P[i] >= threshold ? Action.DECLINE : Action.APPROVE;
                cost += POLICY.expectedCost(action, FRAUD[i] ? 1 : 0, AMOUNTS[i]);
            }
            assertThat(curve.cost(threshold)).isCloseTo(cost, within(1e-6));
            least = Math.min(least, cost);
        }
        assertThat(curve.cheapest().cost()).isLessThanOrEqualTo(least + 1e-6);
        assertThat(curve.cost(curve.cheapest().threshold()))
                .isEqualTo(curve.cheapest().cost());
    }

    @Test
    void ruleCost_isThatOfEachAmountsOwnThresholds_andBeatsAnySingleOne() {
        CostCurve curve = CostCurve.of(P, AMOUNTS, FRAUD, POLICY);
        double rule = 0;
        for (int i = 0; i < N; i++) {
            Action action = POLICY.thresholds(AMOUNTS[i]).action(P[i]);
            rule += POLICY.expectedCost(action, FRAUD[i] ? 1 : 0, AMOUNTS[i]);
        }
        assertThat(curve.ruleCost()).isCloseTo(rule, within(1e-6));
        assertThat(curve.ruleCost())
                .isLessThan(curve.cheapest().cost())
                .isLessThan(curve.atBestF1().cost())
                .isLessThan(curve.cost(0.5));
    }

    @Test
    void cost_withoutFraud_isCheapestWhenAllIsApproved() {
        CostCurve curve = CostCurve.of(new double[] {0.2, 0.7}, new double[] {10, 10}, new boolean[2], POLICY);
        assertThat(curve.cheapest()).isEqualTo(new CostCurve.Point(Double.POSITIVE_INFINITY, 0));
        assertThat(curve.atBestF1()).isEqualTo(new CostCurve.Point(Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void of_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostCurve.of(new double[2], new double[1], new boolean[2], POLICY))
                .withMessage("1 amounts for 2 probabilities");
    }
}
