/** Synthetic customers, merchants and fraud schemes, reproducible from a seed. */
@NullMarked
package io.weir.simulation;

import org.jspecify.annotations.NullMarked;
