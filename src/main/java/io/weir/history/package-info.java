/**
 * Files in: a CSV becomes transactions and labels by a {@link io.weir.history.Mapping}; what cannot be read goes to a
 * {@link io.weir.history.RejectLog} with its line and reason.
 *
 * <p>Read {@link io.weir.history.CsvReader} first, then {@link io.weir.history.OrderedReader} (good rows, with the
 * count of those out of time order) and {@link io.weir.history.LabelSchedule} (payments and reports as one sequence).
 * {@link io.weir.history.Replay} decides such a history again, and {@link io.weir.history.DecisionWriter} writes it down.
 *
 * <p>May not know: Kafka, models, the console. Settled: one physical line is one record, so that a stray quote costs
 * one row and not the file; rows are neither sorted nor dropped silently; amounts are exact or an error, unless the
 * mapping says that the file came from binary floating point; the reader never holds more than one line.
 */
@NullMarked
package io.weir.history;

import org.jspecify.annotations.NullMarked;
