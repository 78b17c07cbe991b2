/** Files in: CSV by a mapping, rejects by line and reason; replay through the same Decider. */
@NullMarked
package io.weir.history;

import org.jspecify.annotations.NullMarked;
