/**
 * Immutable models: isolation forest, tree ensemble, logistic model, calibration; flat arrays, no allocation when scoring.
 *
 * <p>May not know: Kafka, Avro, files, clocks.
 */
@NullMarked
package io.weir.model;

import org.jspecify.annotations.NullMarked;
