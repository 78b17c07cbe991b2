/**
 * A Kafka broker and a schema registry inside this process, for the demo, small installations and tests: real Kafka in
 * KRaft mode, and the part of the Confluent Schema Registry REST API that people use.
 *
 * <p>May not know: Weir's records, topology and settings. Settled: loopback only; all state is on disk, the registry's in a
 * compacted topic of the broker, so that a restart finds what was there.
 */
@NullMarked
package io.weir.cli.embedded;

import org.jspecify.annotations.NullMarked;
