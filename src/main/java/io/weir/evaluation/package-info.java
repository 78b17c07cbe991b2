/**
 * Metrics in money and in rank, and reliability.
 *
 * <p>May not know: Kafka, Avro, files, clocks.
 */
@NullMarked
package io.weir.evaluation;

import org.jspecify.annotations.NullMarked;
