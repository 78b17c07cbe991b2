/**
 * Strict reading of YAML files that people write: settings, policies, mappings, catalogues. {@link io.weir.yaml.YamlNode} is
 * the tree, {@link io.weir.yaml.Section} a map of it that is read key by key.
 *
 * <p>May not know: what a file is about. Settled: scalars stay text as written until somebody asks for a number; an unknown
 * key, a key given twice, an alias and a second document are errors; every error names the file, the line, the key, the value
 * and what is allowed.
 */
@NullMarked
package io.weir.yaml;

import org.jspecify.annotations.NullMarked;
