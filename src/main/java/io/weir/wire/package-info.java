/**
 * Avro and bytes to core records and back: serdes in the Confluent wire format, under Confluent's setting names, and the
 * client of the registry's REST API. {@link io.weir.wire.WireFormat} is the front door.
 *
 * <p>May not know: topics' roles, Kafka Streams, files. Only this package sees generated Avro classes. Settled: a record that cannot
 * be read is an {@link io.weir.transaction.InvalidRecordException}, a registry that is away a {@link
 * io.weir.wire.RegistryUnavailableException}, and the two are never taken for each other.
 */
@NullMarked
package io.weir.wire;

import org.jspecify.annotations.NullMarked;
