/**
 * Faults on purpose: what {@code weir bench faults} does and counts. {@link io.weir.cli.faults.FaultBench} starts brokers and
 * instances of Weir as processes of their own, feeds a simulated history, injects faults while it is decided, and compares what
 * is on the topics afterwards, by id, with what was sent and with a run in which nothing happened.
 *
 * <p>May not know: the command line. Settled: what is counted is read from the topics by a read_committed consumer, never asked
 * of Weir; the history is of the past and read in order, so that decisions have one order, and must be equal to the bit; where
 * payments are of now, or late, they are only counted.
 */
@NullMarked
package io.weir.cli.faults;

import org.jspecify.annotations.NullMarked;
