/**
 * Files in and replay: CSV by a mapping, rejects by line and reason, labels at the time they became known, features and
 * decisions of a history by the code of the stream.
 *
 * <p>May not know: Kafka, Avro, the command line. Settled: one physical line is one record (docs/decisions/0003); nothing is sorted
 * or rounded silently.
 */
@NullMarked
package io.weir.history;

import org.jspecify.annotations.NullMarked;
