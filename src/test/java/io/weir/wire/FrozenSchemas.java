package io.weir.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The wire schemas as they are, as they were in each published version, and whether one may follow the other. */
final class FrozenSchemas {

    static final Path CURRENT = Path.of("schemas");
    static final Path FROZEN = Path.of("src/test/resources/golden/schemas");

    private FrozenSchemas() {}

    static Map<String, Schema> current() {
        return read(CURRENT);
    }

    /** Folders v1, v2 … in order. */
    static List<Path> versions() {
        try (Stream<Path> folders = Files.list(FROZEN)) {
            return folders.sorted(Comparator.comparingInt(folder ->
                            Integer.parseInt(folder.getFileName().toString().substring(1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Schemas of a folder by file name; decision.avsc first, since alert.avsc names its type. */
    static Map<String, Schema> read(Path folder) {
        Map<String, Schema> schemas = new TreeMap<>();
        Schema.Parser parser = new Schema.Parser();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> ordered = new ArrayList<>(files.sorted().toList());
            ordered.sort(Comparator.comparing(file -> !file.endsWith("decision.avsc")));
            for (Path file : ordered) {
                schemas.put(file.getFileName().toString(), parser.parse(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** What stops readers of one from reading what the other wrote; empty when both ways work. */
    static List<String> conflicts(Schema now, Schema then) {
        List<String> conflicts = new ArrayList<>(oneWay("today's reader, old record", now, then));
        conflicts.addAll(oneWay("old reader, today's record", then, now));
        return conflicts;
    }

    private static List<String> oneWay(String what, Schema reader, Schema writer) {
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (compatibility.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return compatibility.getResult().getIncompatibilities().stream()
                .map(found -> what + ": " + found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }
}
