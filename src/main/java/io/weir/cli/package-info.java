/**
 * The command line: {@link io.weir.cli.Main} and a class for each command, what they share (output, progress, failures, clean
 * stop), and the wiring of all other packages.
 *
 * <p>The only package that knows all others; none knows it. Settled: results on standard output, logs on standard error, with
 * {@code --json} one object as the last line; exit codes 0, 1 failure, 2 usage; an error that the user can act on is a line
 * or two without a stack trace.
 */
@NullMarked
package io.weir.cli;

import org.jspecify.annotations.NullMarked;
