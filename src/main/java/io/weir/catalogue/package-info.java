/**
 * Feature catalogues as YAML, between people and {@link io.weir.feature.CatalogueSpec}.
 *
 * <p>May not know: how a feature is computed. Settled: what a declaration means, and whether it can be computed, is the core's
 * to say ({@link io.weir.feature.CatalogueCheck}); this package adds the file and the line. docs/features.md is the reference.
 */
@NullMarked
package io.weir.catalogue;

import org.jspecify.annotations.NullMarked;
