/** What tests of several packages share: a small bank, and a broker and a registry of this process. */
@NullMarked
package io.weir.testing;

import org.jspecify.annotations.NullMarked;
