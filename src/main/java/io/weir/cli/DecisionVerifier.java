package io.weir.cli;

import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.training.BundleFile;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Computes decisions again from their records and counts those that differ in any bit. For one thread. */
final class DecisionVerifier {

    private final Map<String, Decider> deciders = new HashMap<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private final TreeSet<String> missing = new TreeSet<>();
    private long equal;
    private long different;
    private long unknown;

    /** A bundle that may have decided; its own policy as well. */
    void bundle(PublishedBundle published) {
        Decider decider = new Decider(BundleFile.read(published.content()).bundle(), published.version());
        deciders.put(published.version(), decider);
    }

    void policy(PublishedPolicy published) {
        policies.put(key(published.policy().id(), published.policy().version()), published.policy());
    }

    private static String key(String id, long version) {
        return id + " " + version;
    }

    /** The fields in which a decision differs from what its record gives; empty: none, or it could not be verified. */
    List<String> verify(Decision logged) {
        Decider decider = deciders.get(logged.bundleVersion());
        Policy policy = decider == null ? null : policy(logged, decider);
        if (decider == null || policy == null || logged.review() == null) {
            unknown++;
            missing.add(
                    decider == null
                            ? "bundle " + logged.bundleVersion()
                            : policy == null
                                    ? "policy " + key(logged.policyId(), logged.policyVersion())
                                    : "the price of a review, which decisions of old versions have not recorded");
            return List.of();
        }
        List<String> fields = differing(logged, decider.again(logged, policy));
        if (fields.isEmpty()) {
            equal++;
        } else {
            different++;
        }
        return fields;
    }

    /** One that was published goes before the bundle's own, which has no event time of its own. */
    private @Nullable Policy policy(Decision logged, Decider decider) {
        Policy published = policies.get(key(logged.policyId(), logged.policyVersion()));
        if (published != null) {
            return published;
        }
        Policy own = decider.bundle().policy();
        return own.id().equals(logged.policyId()) && own.version() == logged.policyVersion() ? own : null;
    }

    private static List<String> differing(Decision logged, Decision again) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent field : Decision.class.getRecordComponents()) {
            try {
                Object before = field.getAccessor().invoke(logged);
                Object after = field.getAccessor().invoke(again);
                // Of doubles and of records of them, equals compares bits, but for the many NaN.
                if (!Arrays.deepEquals(new Object[] {before}, new Object[] {after})) {
                    fields.add(field.getName());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a decision's " + field.getName() + " cannot be read", e);
            }
        }
        return fields;
    }

    long different() {
        return different;
    }

    long unknown() {
        return unknown;
    }

    /** What was needed and is not there any more. */
    Set<String> missing() {
        return missing;
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("decisions", equal + different + unknown);
        summary.put("equal", equal);
        summary.put("different", different);
        summary.put("not_verified", unknown);
        summary.put("missing", missing);
        return summary;
    }

    /** A published record that cannot be used verifies nothing; decisions that need it say so. */
    void take(Runnable reading) {
        try {
            reading.run();
        } catch (InvalidRecordException | IllegalArgumentException e) {
            missing.add("a published record that cannot be used: " + e.getMessage());
        }
    }
}
