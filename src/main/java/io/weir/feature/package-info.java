/**
 * Feature catalogue and entity profiles (packed byte[] state): point-in-time features, the same code live, in replay and in training.
 *
 * <p>May not know: Kafka, Avro, files, clocks.
 */
@NullMarked
package io.weir.feature;

import org.jspecify.annotations.NullMarked;
