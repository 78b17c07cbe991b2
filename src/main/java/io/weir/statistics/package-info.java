/**
 * Distributions and tests, in plain arithmetic: special functions, goodness of fit, drift of histograms, change detection.
 *
 * <p>May not know: any other package of Weir. Settled: transcendentals are {@link java.lang.StrictMath}'s, so that a p-value
 * is the same on every machine; an upper tail is computed as such, never as 1 minus the lower one.
 */
@NullMarked
package io.weir.statistics;

import org.jspecify.annotations.NullMarked;
