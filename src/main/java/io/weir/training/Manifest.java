package io.weir.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.baserate.DelayCurve;
import io.weir.catalogue.Catalogues;
import io.weir.decision.ModelBundle;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.feature.Encodings;
import io.weir.feature.FeatureCatalogue;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.TreeEnsemble;
import io.weir.transaction.InvalidRecordException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code manifest.json} of a bundle: all of it but the models, and the digest of each of these. */
final class Manifest {

    static final String NAME = "manifest.json";
    private static final int FORMAT = 1;

    private final JsonFields root;

    private Manifest(JsonFields root) {
        this.root = root;
    }

    static byte[] write(BundleFile file, Map<String, byte[]> models) {
        ModelBundle bundle = file.bundle();
        ObjectNode json = JsonFields.object();
        json.put("format", FORMAT);
        json.put("catalogue", bundle.catalogue().id());
        json.put("zone", bundle.catalogue().spec().zone().getId());
        ArrayNode names = json.putArray("features");
        bundle.catalogue().names().forEach(names::add);
        json.put("base_rate", bundle.baseRate());
        json.put("correction", bundle.correction());
        CalibratorJson.write(json.putObject("passed_calibrator"), bundle.passedCalibrator());
        CalibratorJson.write(json.putObject("held_calibrator"), bundle.heldCalibrator());
        json.putObject("filter")
                .put("open", bundle.filter().open())
                .put("forest_rank", bundle.filter().forestRank())
                .put("cheap_rank", bundle.filter().cheapRank())
                .put("audit_share", bundle.filter().auditShare());
        ArrayNode delays = json.putArray("delay_quantiles_millis");
        for (long quantile : bundle.delays().quantiles()) {
            delays.add(quantile);
        }
        write(json.putObject("policy"), bundle.policy());
        ObjectNode provenance = json.putObject("provenance");
        file.provenance().forEach(provenance::put);
        ObjectNode digests = json.putObject("sha256");
        models.forEach((name, content) -> digests.put(name, sha256(content)));
        return JsonFields.write(json);
    }

    private static void write(ObjectNode json, Policy policy) {
        json.put("id", policy.id())
                .put("version", policy.version())
                .put("currency", policy.currency())
                .put("loss_share", policy.lossShare())
                .put("loss_fee", policy.lossFee())
                .put("friction_share", policy.frictionShare())
                .put("friction_fee", policy.frictionFee())
                .put("review_cost", policy.reviewCost())
                .put("review_catch", policy.reviewCatch())
                .put("review_false_decline", policy.reviewFalseDecline())
                .put("review_slot_price", policy.reviewSlotPrice())
                .put("review_queue", policy.reviewQueue())
                .put("decline_queue", policy.declineQueue());
    }

    static Manifest read(byte[] content) {
        JsonFields root = JsonFields.read("bundle, " + NAME, content);
        if (root.whole("format") != FORMAT) {
            throw root.error("format is " + root.whole("format") + "; allowed: " + FORMAT);
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

    ModelBundle bundle(IsolationForest forest, LogisticModel cheap, TreeEnsemble trees) {
        try {
            return new ModelBundle(
                    catalogue(),
                    Encodings.none(),
                    forest,
                    cheap,
                    trees,
                    root.number("correction"),
                    CalibratorJson.read(root.object("passed_calibrator")),
                    CalibratorJson.read(root.object("held_calibrator")),
                    filter(root.object("filter")),
                    root.number("base_rate"),
                    DelayCurve.ofQuantiles(root.wholes("delay_quantiles_millis")),
                    policy(root.object("policy")));
        } catch (IllegalArgumentException | InvalidRecordException e) {
            throw root.caused(e);
        }
    }

    private FeatureCatalogue catalogue() {
        FeatureCatalogue catalogue = FeatureCatalogue.of(Catalogues.builtIn(root.text("catalogue")));
        if (!catalogue.names().equals(root.texts("features"))) {
            throw root.error("features are " + root.texts("features") + "; the catalogue " + catalogue.id() + " has "
                    + catalogue.names());
        }
        return catalogue;
    }

    private static FilterCut filter(JsonFields json) {
        return new FilterCut(
                json.flag("open"), json.number("forest_rank"), json.number("cheap_rank"), json.number("audit_share"));
    }

    private static Policy policy(JsonFields json) {
        return new Policy(
                json.text("id"),
                json.whole("version"),
                json.text("currency"),
                json.number("loss_share"),
                json.number("loss_fee"),
                json.number("friction_share"),
                json.number("friction_fee"),
                json.number("review_cost"),
                json.number("review_catch"),
                json.number("review_false_decline"),
                json.number("review_slot_price"),
                json.text("review_queue"),
                json.textOrNull("decline_queue"));
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
