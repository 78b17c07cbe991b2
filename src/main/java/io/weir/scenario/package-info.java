/**
 * Scenarios of a simulation as YAML, between people and {@link io.weir.simulation.Scenario}.
 *
 * <p>May not know: how anything is simulated. Settled: what is allowed is the core's to say; this package adds the file, the line
 * and the key, which is why the settings of the core are named as the keys are. docs/scenarios.md is the reference.
 */
@NullMarked
package io.weir.scenario;

import org.jspecify.annotations.NullMarked;
