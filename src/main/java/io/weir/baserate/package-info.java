/**
 * The base rate of fraud under late labels, and the shift of the log-odds that follows from it.
 *
 * <p>May not know: Kafka, Avro, files, clocks.
 */
@NullMarked
package io.weir.baserate;

import org.jspecify.annotations.NullMarked;
