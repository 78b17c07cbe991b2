/** The command line: Main, settings, wiring, embedded broker and registry. */
@NullMarked
package io.weir.cli;

import org.jspecify.annotations.NullMarked;
