/** Examples to a bundle with provenance. */
@NullMarked
package io.weir.training;

import org.jspecify.annotations.NullMarked;
