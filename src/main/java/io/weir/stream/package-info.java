/**
 * The Kafka Streams topology: a hop for each entity of the catalogue, behind the last of which it is decided, an estimator of
 * the base rate, global stores of what is published; dead letters, metrics, the running stream.
 *
 * <p>May not know: how files, settings files or the command line look; generated Avro classes. Settled: labels take the same way
 * as transactions (docs/decisions/0001); versions hold from an event time (0002); evidence leaves a partition once a window
 * (0006); each entity of the catalogue is a hop (0007); reading a bad record never throws, it becomes a dead letter; a registry
 * that is away is waited for. The topology on one screen is {@link io.weir.stream.DecisionTopology}.
 */
@NullMarked
package io.weir.stream;

import org.jspecify.annotations.NullMarked;
