/**
 * Examples to a bundle: features of a history as of their time, models, calibration, the filter's cut, provenance; bundle files;
 * trees that other programs trained.
 *
 * <p>May not know: Kafka, Avro, the command line. Settled: time is cut, never shuffled; labels count only once they were known;
 * calibration data are never resampled; the same data and seed give the same bytes. XGBoost trains, and never scores.
 */
@NullMarked
package io.weir.training;

import org.jspecify.annotations.NullMarked;
