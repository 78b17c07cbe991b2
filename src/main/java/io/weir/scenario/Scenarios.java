package io.weir.scenario;

import io.weir.simulation.Scenario;
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

/** Reads scenarios, the built-in ones and YAML files. */
public final class Scenarios {

    private static final List<String> BUILT_IN =
            List.of("none", "step-up", "step-down", "ramp", "season", "burst", "new-scheme", "broken-feature", "demo");

    private Scenarios() {}

    /** The built-in scenarios. */
    public static List<String> names() {
        return BUILT_IN;
    }

    /**
     * A built-in scenario by name, or a YAML file by path.
     *
     * @throws IllegalArgumentException naming the file, the line, the key, the value and what is allowed
     */
    public static Scenario find(String nameOrPath) {
        if (BUILT_IN.contains(nameOrPath)) {
            return builtIn(nameOrPath);
        }
        Path path = Path.of(nameOrPath);
        if (Files.isRegularFile(path)) {
            return load(path);
        }
        throw unknown(nameOrPath, " or the path of a YAML file");
    }

    /**
     * A scenario from a YAML file.
     *
     * @throws IllegalArgumentException naming the file, the line, the key, the value and what is allowed
     */
    public static Scenario load(Path file) {
        try {
            return parse(file.toString(), YamlNode.textOf(file));
        } catch (IOException e) {
            throw new YamlException("scenario " + file + " cannot be read: " + e);
        }
    }

    /**
     * A built-in scenario.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static Scenario builtIn(String name) {
        if (!BUILT_IN.contains(name)) {
            throw unknown(name, "");
        }
        try (InputStream in = Scenarios.class.getResourceAsStream("/io/weir/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("built-in scenario " + name + " is missing from the jar");
            }
            return parse("scenario " + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A scenario from the text of a YAML file.
     *
     * @param file as errors shall name it
     * @throws IllegalArgumentException naming the file, the line, the key, the value and what is allowed
     */
    public static Scenario parse(String file, String yaml) {
        return ScenarioReader.read(YamlNode.parse(file, yaml));
    }

    private static YamlException unknown(String name, String otherwise) {
        return new YamlException("scenario \"" + name + "\" is unknown; " + Nearest.hint(name, BUILT_IN) + "allowed: "
                + String.join(", ", BUILT_IN) + otherwise);
    }
}
