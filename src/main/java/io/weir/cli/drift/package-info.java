/**
 * Whether a threshold that moves with the base rate pays: what {@code weir bench drift} measures. {@link
 * io.weir.cli.drift.DriftBank} trains a bundle on a simulated bank and replays later days of it; {@link
 * io.weir.cli.drift.DriftBench} draws payments from these days as scenarios call for them, and decides each with a fixed
 * threshold, as the stream does, and knowing the true base rate.
 *
 * <p>May not know: Kafka, the command line. Settled: the probabilities are those that the bundle gives, right or wrong; nothing
 * recalibrates them. Evidence, estimate, shift and thresholds are those of the stream, by its own code.
 */
@NullMarked
package io.weir.cli.drift;

import org.jspecify.annotations.NullMarked;
