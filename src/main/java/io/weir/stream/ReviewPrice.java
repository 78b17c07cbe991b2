package io.weir.stream;

import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.decision.SlotPrice;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The price of a review slot in this partition, which has its share of the analysts' capacity; of no effect under a policy
 * without a capacity.
 */
final class ReviewPrice {

    private static final String WHOLE = "all";

    private final KeyValueStore<String, byte[]> store;
    private final SlotPrice price;
    private final int partitions;

    ReviewPrice(KeyValueStore<String, byte[]> store, int partitions) {
        this.store = store;
        this.partitions = partitions;
        byte[] state = store.get(WHOLE);
        price = state == null ? new SlotPrice() : new SlotPrice(state);
    }

    /** The policy at the price that holds for a transaction of this time. */
    Policy put(Policy policy, long timeMillis) {
        return isLimited(policy)
                ? policy.atSlotPrice(price.price(timeMillis, policy.review().perDay() / partitions))
                : policy;
    }

    /** Counts what a review of a transaction would gain, so that later ones are priced by it. */
    void count(Decision decision, Policy policy) {
        if (isLimited(policy)) {
            double gain = policy.reviewGain(
                    decision.probability(), decision.transaction().amount());
            price.count(decision.transaction().timeMillis(), gain);
            store.put(WHOLE, price.toBytes());
        }
    }

    private static boolean isLimited(Policy policy) {
        return !Double.isInfinite(policy.review().perDay());
    }
}
