/**
 * Synthetic customers, merchants and fraud schemes, reproducible from a seed.
 *
 * <p>{@link io.weir.simulation.Simulator} is the front door; its settings say how large the bank is and its
 * {@link io.weir.simulation.Scenario} what changes. The count of frauds of a day is exactly Poisson around what they say, so
 * that a test knows what to expect. In the spirit of the simulator of "Reproducible Machine Learning for Credit Card Fraud
 * Detection" (Le Borgne, Siblini, Lebichot, Bontempi 2022, chapter 3), but fraud comes on top of legitimate payments rather
 * than in their place.
 *
 * <p>May not know: anything but transactions; scenarios as YAML are io.weir.scenario's. Settled: own random numbers and {@code StrictMath}, so that a seed gives
 * the same bytes on every machine and JDK; one day is held in memory.
 */
@NullMarked
package io.weir.simulation;

import org.jspecify.annotations.NullMarked;
