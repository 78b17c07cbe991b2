package io.weir.wire;

import io.weir.decision.Policy;

/**
 * A policy as it stands on the policies topic.
 *
 * @param policy costs that turn a probability into an action
 * @param effectiveFromMillis event time from which it holds, epoch milliseconds, UTC
 */
public record PublishedPolicy(Policy policy, long effectiveFromMillis) {}
