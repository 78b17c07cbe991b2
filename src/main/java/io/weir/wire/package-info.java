/** Avro and bytes to core records and back: serdes, registry client, bundle files. Only this package sees generated Avro classes. */
@NullMarked
package io.weir.wire;

import org.jspecify.annotations.NullMarked;
