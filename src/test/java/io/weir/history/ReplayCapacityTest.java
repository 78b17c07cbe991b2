package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.EstimatorSettings;
import io.weir.decision.Action;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.testing.SmallBank;
import io.weir.transaction.LabelledTransaction;
import org.junit.jupiter.api.Test;

class ReplayCapacityTest {

    private static final double DAYS = 10;

    /** Reviews of the last days before the history ends. */
    private static int reviews(double perDay) {
        Policy standard = SmallBank.bundle().policy();
        Policy.Review cheap = new Policy.Review(0.05, 0.9, 0.02, 0, perDay);
        Policy policy = new Policy("default", 0, "USD", standard.costs(), cheap, standard.routing(), standard.rules());
        Replay replay = new Replay(
                new Decider(SmallBank.bundle(), "0123456789ab"), policy, EstimatorSettings.standard(), Long.MIN_VALUE);
        long last = SmallBank.history()
                .get(SmallBank.history().size() - 1)
                .transaction()
                .timeMillis();
        int reviews = 0;
        for (LabelledTransaction next : SmallBank.history()) {
            Decision decision = replay.next(next);
            boolean counts = next.transaction().timeMillis() > last - (long) (DAYS * 86_400_000);
            reviews += decision != null && counts && decision.action() == Action.REVIEW ? 1 : 0;
        }
        return reviews;
    }

    @Test
    void capacity_far_below_demand_brings_reviews_down_to_it() {
        double demand = reviews(Double.POSITIVE_INFINITY) / DAYS;
        double capacity = demand / 4;
        assertThat(demand).as("reviews a day that pay").isGreaterThan(8);
        assertThat(reviews(capacity) / DAYS).isBetween(0.6 * capacity, 1.4 * capacity);
        assertThat(reviews(demand * 3) / DAYS).as("ample").isBetween(0.9 * demand, demand);
    }
}
