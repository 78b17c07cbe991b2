package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.Action;
import io.weir.decision.Policy;
import org.junit.jupiter.api.Test;

class CostMetricsTest {

    private static final Policy POLICY = Policy.standard("USD");

    @Test
    void of_byHand_addsLossFrictionAndReviews() {
        Action[] actions = {Action.APPROVE, Action.APPROVE, Action.DECLINE, Action.DECLINE, Action.REVIEW, Action.REVIEW
        };
        boolean[] fraud = {false, true, true, false, true, false};
        double[] amounts = {10, 100, 200, 40, 300, 60};
        CostMetrics costs = CostMetrics.of(POLICY, actions, fraud, amounts);
        // 0 + (100 + 15) + 0 + (2 + 2) + (4 + 0.1·315) + (4 + 0.02·5)
        assertThat(costs.total()).isCloseTo(0 + 115 + 0 + 4 + 35.5 + 4.1, within(1e-9));
        assertThat(costs.approvingAll()).isCloseTo(115 + 215 + 315, within(1e-9));
        assertThat(costs.decliningAll()).isCloseTo(2.5 + 4 + 5, within(1e-9));
        assertThat(costs.saved()).isCloseTo(11.5 - 158.6, within(1e-9));
        assertThat(new long[] {costs.approved(), costs.reviewed(), costs.declined()})
                .containsExactly(2, 2, 2);
    }

    @Test
    void of_lengthsThatDiffer_namesThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostMetrics.of(POLICY, new Action[0], new boolean[1], new double[2]))
                .withMessage("0 actions, 1 labels and 2 amounts");
    }
}
