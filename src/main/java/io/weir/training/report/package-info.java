/**
 * What a training run found, as one HTML file: figures, plots and tables, without scripts or anything to load.
 *
 * <p>May not know: models, history, the command line, files. Settled: the same data give the same bytes, so nothing here
 * tells the time; a reader without colours, in the dark or on paper sees the same; text is escaped where it is written.
 */
@NullMarked
package io.weir.training.report;

import org.jspecify.annotations.NullMarked;
