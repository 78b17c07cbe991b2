/**
 * HTTP for operators: {@code /metrics}, {@code /healthz}, {@code /readyz}.
 *
 * <p>May not know: the stream; it is given a registry of meters and a supplier of health. Settled: alive and ready are two
 * questions; a stream that restores its state is alive and not ready.
 */
@NullMarked
package io.weir.console;

import org.jspecify.annotations.NullMarked;
