/** HTTP: metrics and health. */
@NullMarked
package io.weir.console;

import org.jspecify.annotations.NullMarked;
