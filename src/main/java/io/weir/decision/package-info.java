/**
 * From a feature vector to an action: the two-stage scorer, costs and policy, reasons, {@link io.weir.decision.Decision}.
 *
 * <p>May not know: Kafka, Avro, files, clocks. Settled: the probability is shifted to the base rate in force and compared
 * with plain thresholds; the thresholds are never shifted as well (docs/mathematics.md).
 */
@NullMarked
package io.weir.decision;

import org.jspecify.annotations.NullMarked;
