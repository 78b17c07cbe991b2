package io.weir.training;

import io.weir.catalogue.Catalogues;
import io.weir.decision.ModelBundle;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.Encodings;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.TreeEnsemble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A model bundle as a file, format 3: a ZIP archive, stored without compression, of {@code manifest.json}, {@code
 * catalogue.yaml}, {@code encodings.json}, {@code reference.json}, {@code forest.bin}, {@code cheap.bin} and {@code trees.bin},
 * in this order. The manifest holds everything else and the SHA-256 of each. Format 2, without the reference, still loads and
 * is what a bundle without one is written as; so does format 1, without catalogue and encodings.
 *
 * <p>Timestamps are fixed: equal bundles with equal provenance give equal bytes, so the SHA-256 of the file names them.
 *
 * @param bundle what decides
 * @param provenance where it comes from: data, trainer, parameters, versions; sorted by name
 */
public record BundleFile(ModelBundle bundle, SortedMap<String, String> provenance) {

    /** Some of a message comes from the file. */
    private static final String CATALOGUE = "catalogue.yaml";

    private static final String ENCODINGS = "encodings.json";
    private static final String FOREST = "forest.bin";
    private static final String CHEAP = "cheap.bin";
    private static final String TREES = "trees.bin";

    /** Copies the provenance. */
    public BundleFile {
        provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
    }

    /** The file's content. */
    public byte[] toBytes() {
        Map<String, byte[]> models = new LinkedHashMap<>();
        models.put(CATALOGUE, Catalogues.write(bundle.catalogue().spec()).getBytes(StandardCharsets.UTF_8));
        models.put(ENCODINGS, EncodingsJson.write(bundle.encodings()));
        if (bundle.reference() != null) {
            models.put(ReferenceJson.NAME, new ReferenceJson(bundle.reference(), bundle.delaysBySource()).write());
        }
        models.put(FOREST, bundle.forest().toBytes());
        models.put(CHEAP, bundle.cheap().toBytes());
        models.put(TREES, bundle.ensemble().toBytes());
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(Manifest.NAME, Manifest.write(this, models));
        entries.putAll(models);
        return StoredZip.write(entries);
    }

    /**
     * The bytes of a file that may be a bundle; one that is too large for that is not read.
     *
     * @throws IllegalArgumentException when it is too large
     * @throws IOException when it cannot be read
     */
    public static byte[] content(Path file) throws IOException {
        StoredZip.checkSize(Files.size(file));
        return Files.readAllBytes(file);
    }

    /**
     * Reads what {@link #toBytes} wrote, after checking names, sizes and digests.
     *
     * @throws IllegalArgumentException naming the entry and what is wrong with it
     */
    public static BundleFile read(byte[] content) {
        try {
            return unpacked(content);
        } catch (IllegalArgumentException e) {
            throw LongMessage.cut(e);
        }
    }

    private static BundleFile unpacked(byte[] content) {
        Map<String, byte[]> entries = StoredZip.read(content);
        Manifest manifest = Manifest.read(part(entries, Manifest.NAME));
        for (String name : entries.keySet()) {
            if (!name.equals(Manifest.NAME)) {
                manifest.verify(name, entries.get(name));
            }
        }
        IsolationForest forest = model(entries, FOREST, IsolationForest::read);
        LogisticModel cheap = model(entries, CHEAP, LogisticModel::read);
        TreeEnsemble trees = model(entries, TREES, TreeEnsemble::read);
        CatalogueSpec catalogue = manifest.hasCatalogue() ? catalogue(part(entries, CATALOGUE)) : manifest.handbook();
        Encodings encodings =
                manifest.hasCatalogue() ? model(entries, ENCODINGS, EncodingsJson::read) : Encodings.none();
        ReferenceJson reference =
                manifest.hasReference() ? ReferenceJson.read(part(entries, ReferenceJson.NAME)) : null;
        return new BundleFile(
                manifest.bundle(catalogue, encodings, forest, cheap, trees, reference), manifest.provenance());
    }

    private static CatalogueSpec catalogue(byte[] yaml) {
        return Catalogues.parse("bundle, " + CATALOGUE, new String(yaml, StandardCharsets.UTF_8));
    }

    private static <T> T model(Map<String, byte[]> entries, String name, Function<byte[], T> reader) {
        byte[] bytes = part(entries, name);
        try {
            return reader.apply(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bundle, " + name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] part(Map<String, byte[]> entries, String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException("bundle has no entry " + name);
        }
        return bytes;
    }

    /** SHA-256 of the file and of each of its parts, in hex, by name. */
    public static Map<String, String> digests(byte[] content) {
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("bundle", Manifest.sha256(content));
        StoredZip.read(content).forEach((name, part) -> digests.put(name, Manifest.sha256(part)));
        return digests;
    }

    /** First 12 hex digits of the content's SHA-256: the version that decisions carry. */
    public static String version(byte[] content) {
        return Manifest.sha256(content).substring(0, 12);
    }
}
