package io.weir.wire;

import io.weir.decision.Decision;

/**
 * A decision as it stands on the decisions topic: with the bundle's slot and the two latency stamps.
 *
 * <p>The wire carries the feature vector instead of the transaction's open attributes, so {@code
 * decision.transaction().numeric()} and {@code categorical()} are empty after reading.
 *
 * @param decision what was decided and everything it was decided from
 * @param slot slot of the bundle that decided, for example champion
 * @param receivedMillis wall clock when the transaction was read from its topic, epoch milliseconds, UTC
 * @param decidedMillis wall clock when the decision was made, epoch milliseconds, UTC
 */
public record DecisionRecord(Decision decision, String slot, long receivedMillis, long decidedMillis) {}
