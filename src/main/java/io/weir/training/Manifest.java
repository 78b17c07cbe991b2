package io.weir.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.baserate.DelayCurve;
import io.weir.catalogue.Catalogues;
import io.weir.decision.ModelBundle;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.Encodings;
import io.weir.feature.FeatureCatalogue;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.TreeEnsemble;
import io.weir.transaction.InvalidRecordException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code manifest.json} of a bundle: all of it but the models, and the digest of each of these. */
final class Manifest {

    static final String NAME = "manifest.json";
    private static final int FORMAT = 3;
    /** Without the world of its calibration. */
    private static final int FORMAT_WITHOUT_REFERENCE = 2;
    /** Without the catalogue and the encodings: its features are the handbook's. */
    private static final int FORMAT_WITHOUT_CATALOGUE = 1;

    private final JsonFields root;

    private Manifest(JsonFields root) {
        this.root = root;
    }

    static byte[] write(BundleFile file, Map<String, byte[]> models) {
        ModelBundle bundle = file.bundle();
        ObjectNode json = JsonFields.object();
        json.put("format", bundle.reference() == null ? FORMAT_WITHOUT_REFERENCE : FORMAT);
        json.put("catalogue", bundle.catalogue().id());
        ArrayNode names = json.putArray("features");
        bundle.catalogue().names().forEach(names::add);
        json.put("base_rate", bundle.baseRate());
        json.put("correction", bundle.correction());
        CalibratorJson.write(json.putObject("passed_calibrator"), bundle.passedCalibrator());
        CalibratorJson.write(json.putObject("held_calibrator"), bundle.heldCalibrator());
        write(json.putObject("filter"), bundle.filter());
        ArrayNode delays = json.putArray("delay_quantiles_millis");
        for (long quantile : bundle.delays().quantiles()) {
            delays.add(quantile);
        }
        PolicyJson.write(json.putObject("policy"), bundle.policy());
        ObjectNode provenance = json.putObject("provenance");
        file.provenance().forEach(provenance::put);
        ObjectNode digests = json.putObject("sha256");
        models.forEach((name, content) -> digests.put(name, sha256(content)));
        return JsonFields.write(json);
    }

    private static void write(ObjectNode json, FilterCut filter) {
        json.put("open", filter.open())
                .put("forest_rank", filter.forestRank())
                .put("cheap_rank", filter.cheapRank())
                .put("audit_share", filter.auditShare());
        if (filter.certificate() != null) {
            CertificateJson.write(json.putObject("certificate"), filter.certificate());
        }
    }

    static Manifest read(byte[] content) {
        JsonFields root = JsonFields.read("bundle, " + NAME, content);
        long format = root.whole("format");
        if (format < FORMAT_WITHOUT_CATALOGUE || format > FORMAT) {
            throw root.error("format is " + format + "; allowed: " + FORMAT_WITHOUT_CATALOGUE + ", "
                    + FORMAT_WITHOUT_REFERENCE + ", " + FORMAT);
        }
        return new Manifest(root);
    }

    /** Fails unless the manifest names the entry with the digest that its content has. */
    void verify(String name, byte[] content) {
        JsonFields digests = root.object("sha256");
        String expected = digests.text(name);
        String found = sha256(content);
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(
                    "bundle, " + name + ": its SHA-256 is " + found + "; the manifest says " + expected);
        }
    }

    /** True for a bundle with entries of its own for the catalogue and the encodings. */
    boolean hasCatalogue() {
        return root.whole("format") != FORMAT_WITHOUT_CATALOGUE;
    }

    /** True for a bundle with an entry for the world of its calibration. */
    boolean hasReference() {
        return root.whole("format") == FORMAT;
    }

    /** The handbook's catalogue by the clock of the manifest's zone. */
    CatalogueSpec handbook() {
        CatalogueSpec handbook = Catalogues.builtIn("handbook");
        String zone = root.text("zone");
        try {
            return new CatalogueSpec(handbook.id(), ZoneId.of(zone), handbook.entities(), handbook.features());
        } catch (DateTimeException e) {
            throw root.error("zone is \"" + zone + "\"; allowed: a zone such as UTC");
        }
    }

    ModelBundle bundle(
            CatalogueSpec catalogue,
            Encodings encodings,
            IsolationForest forest,
            LogisticModel cheap,
            TreeEnsemble trees,
            @Nullable ReferenceJson reference) {
        try {
            return new ModelBundle(
                    named(catalogue),
                    encodings,
                    forest,
                    cheap,
                    trees,
                    root.number("correction"),
                    CalibratorJson.read(root.object("passed_calibrator")),
                    CalibratorJson.read(root.object("held_calibrator")),
                    filter(root.object("filter")),
                    root.number("base_rate"),
                    DelayCurve.ofQuantiles(root.wholes("delay_quantiles_millis")),
                    reference == null ? Map.of() : reference.delaysBySource(),
                    PolicyJson.read(root.object("policy")),
                    reference == null ? null : reference.world());
        } catch (IllegalArgumentException | InvalidRecordException e) {
            throw root.caused(e);
        }
    }

    private FeatureCatalogue named(CatalogueSpec spec) {
        FeatureCatalogue catalogue = FeatureCatalogue.of(spec);
        if (!catalogue.id().equals(root.text("catalogue"))) {
            throw root.error("catalogue is \"" + root.text("catalogue") + "\"; catalogue.yaml is " + catalogue.id());
        }
        if (!catalogue.names().equals(root.texts("features"))) {
            throw root.error("features are " + root.texts("features") + "; the catalogue " + catalogue.id() + " has "
                    + catalogue.names());
        }
        return catalogue;
    }

    private static FilterCut filter(JsonFields json) {
        return new FilterCut(
                json.flag("open"),
                json.number("forest_rank"),
                json.number("cheap_rank"),
                json.number("audit_share"),
                json.has("certificate") ? CertificateJson.read(json.object("certificate")) : null);
    }

    SortedMap<String, String> provenance() {
        SortedMap<String, String> provenance = new TreeMap<>();
        JsonFields json = root.object("provenance");
        json.names().forEach(name -> provenance.put(name, json.text(name)));
        return provenance;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
