package io.weir.cli;

import io.weir.decision.Action;
import io.weir.decision.Decision;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much work a round's decisions made.
 *
 * @param actions how they were decided
 * @param passShare share that stage two scored
 */
record LoadSample(Map<Action, Long> actions, double passShare) {

    /** Reading a decision takes as long as writing one: one of so many is looked at. */
    private static final int ONE_OF = 10;

    /** @param mark where the round began */
    static LoadSample since(LoadMark mark, LoadCluster cluster) {
        String topic = cluster.streamSettings().topics().decisions();
        Map<Action, Long> actions = new EnumMap<>(Action.class);
        AtomicLong passed = new AtomicLong();
        mark.since(topic, record -> {
            if (record.offset() % ONE_OF == 0) {
                Decision decision =
                        cluster.wire().readDecision(topic, record.value()).decision();
                actions.merge(decision.action(), 1L, Long::sum);
                passed.addAndGet(decision.suspicion().passes() ? 1 : 0);
            }
        });
        long all = actions.values().stream().mapToLong(Long::longValue).sum();
        return new LoadSample(actions, all == 0 ? Double.NaN : (double) passed.get() / all);
    }
}
