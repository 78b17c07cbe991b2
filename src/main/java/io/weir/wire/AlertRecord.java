package io.weir.wire;

import java.util.List;

/**
 * A decision that an analyst should see.
 *
 * @param queue the queue it was routed to
 * @param valueAtStake what a review is expected to save, major units; queues are worked by it
 * @param decision the whole decision, with its reasons
 * @param explanation the decision in sentences; empty: of a version that did not write it
 */
public record AlertRecord(String queue, double valueAtStake, DecisionRecord decision, List<String> explanation) {}
