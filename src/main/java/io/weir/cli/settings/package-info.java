/**
 * Settings of {@code weir run}, read once and strictly at the edge.
 *
 * <p>May not know: what the settings are used for. Settled: an unknown key is an error; everything under {@code kafka} and
 * {@code registry} has the names that Kafka and Confluent give it.
 */
@NullMarked
package io.weir.cli.settings;

import org.jspecify.annotations.NullMarked;
