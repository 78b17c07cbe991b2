/**
 * The isolation forest against published results and against a plain walk over its trees: what {@code weir bench forest}
 * measures.
 *
 * <p>May not know: Kafka, the command line.
 */
@NullMarked
package io.weir.cli.forest;

import org.jspecify.annotations.NullMarked;
