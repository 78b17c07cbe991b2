package io.weir.stream;

import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.decision.SlotPrice;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

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

    /**
     * The policy at the price that holds for a transaction of this time.
     *
     * @param before the price at which it was decided before; null: it was not
     */
    Policy put(Policy policy, long timeMillis, @Nullable Double before) {
        if (!isLimited(policy)) {
            return policy;
        }
        double now = before == null ? price.price(timeMillis, policy.review().perDay() / partitions) : before;
        return policy.atSlotPrice(now);
    }

    /** Counts what a review of a transaction would gain, so that later ones are priced by it. */
    void count(Decision decision, Policy policy) {
        if (isLimited(policy)) {
            price.count(decision, policy);
            store.put(WHOLE, price.toBytes());
        }
    }

    private static boolean isLimited(Policy policy) {
        return !Double.isInfinite(policy.review().perDay());
    }
}
