package io.weir.catalogue;

import io.weir.feature.CatalogueSpec;
import io.weir.transaction.Nearest;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes feature catalogues. {@code handbook}: the fifteen features of Le Borgne, Siblini, Lebichot, Bontempi 2022,
 * chapter 3. {@code standard}: what a bank's payments have in common.
 */
public final class Catalogues {

    private static final List<String> BUILT_IN = List.of("handbook", "standard");

    private Catalogues() {}

    /**
     * A built-in catalogue by name, or a YAML file by path.
     *
     * @throws IllegalArgumentException naming the file, the line, the key, the value and what is allowed
     */
    public static CatalogueSpec load(String nameOrPath) {
        if (BUILT_IN.contains(nameOrPath)) {
            return builtIn(nameOrPath);
        }
        try {
            Path path = Path.of(nameOrPath);
            if (Files.isRegularFile(path)) {
                return parse(nameOrPath, YamlNode.textOf(path));
            }
        } catch (IOException e) {
            throw new YamlException("catalogue " + nameOrPath + " cannot be read: " + e);
        }
        throw unknown(nameOrPath, " or the path of a YAML file");
    }

    /**
     * A built-in catalogue: handbook or standard.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static CatalogueSpec builtIn(String name) {
        if (!BUILT_IN.contains(name)) {
            throw unknown(name, "");
        }
        String resource = "/io/weir/catalogues/" + name + ".yaml";
        try (InputStream in = Catalogues.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("built-in catalogue " + name + " is missing from the jar");
            }
            return parse("catalogue " + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A catalogue from the text of a YAML file.
     *
     * @param file as errors shall name it
     * @throws IllegalArgumentException naming the file, the line, the key, the value and what is allowed
     */
    public static CatalogueSpec parse(String file, String yaml) {
        return CatalogueReader.read(YamlNode.parse(file, yaml));
    }

    /**
     * A catalogue as YAML that {@link #parse} reads back as an equal one; equal catalogues have equal texts.
     *
     * @throws io.weir.feature.CatalogueException when it cannot be computed as declared
     */
    public static String write(CatalogueSpec spec) {
        return CatalogueWriter.write(spec);
    }

    private static YamlException unknown(String name, String otherwise) {
        return new YamlException("catalogue \"" + name + "\" is unknown; " + Nearest.hint(name, BUILT_IN) + "allowed: "
                + String.join(", ", BUILT_IN) + otherwise);
    }
}
