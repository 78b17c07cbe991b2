/** The Kafka Streams topology: processors, stores, dead letters, metrics. */
@NullMarked
package io.weir.stream;

import org.jspecify.annotations.NullMarked;
