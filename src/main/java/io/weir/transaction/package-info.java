/**
 * Transactions and labels as the core sees them: immutable values, checked on construction.
 *
 * <p>May not know: Kafka, Avro, files, clocks. Settled: amounts are minor units of one ISO 4217 currency; times are
 * epoch milliseconds of the event, UTC; an id is compared by its 64-bit hash inside profiles ({@link
 * io.weir.transaction.IdHash}).
 */
@NullMarked
package io.weir.transaction;

import org.jspecify.annotations.NullMarked;
