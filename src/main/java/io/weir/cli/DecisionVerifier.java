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

/** Computes decisions again from their records and counts those that differ in any bit. For one thread. */
final class DecisionVerifier {

    private final Map<String, Decider> deciders = new HashMap<>();
    /** By id and version; several where a version was published with other content. */
    private final Map<String, List<Policy>> policies = new HashMap<>();

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
        Policy policy = published.policy();
        policies.computeIfAbsent(key(policy.id(), policy.version()), key -> new ArrayList<>())
                .add(policy);
    }

    private static String key(String id, long version) {
        return id + " " + version;
    }

    /** The fields in which a decision differs from what its record gives; empty: none, or it could not be verified. */
    List<String> verify(Decision logged) {
        Decider decider = deciders.get(logged.bundleVersion());
        if (decider == null) {
            return notVerified("bundle " + logged.bundleVersion());
        }
        if (logged.review() == null) {
            return notVerified("the price of a review, which decisions of old versions have not recorded");
        }
        if (logged.features().length != decider.bundle().catalogue().names().size()) {
            different++;
            return List.of("features");
        }
        List<Policy> candidates = candidates(logged, decider);
        if (candidates.isEmpty()) {
            return notVerified("policy " + key(logged.policyId(), logged.policyVersion()));
        }
        if (candidates.stream().anyMatch(DecisionVerifier::testsAttributes)) {
            return notVerified("attributes, which rules of policy " + key(logged.policyId(), logged.policyVersion())
                    + " test and decisions do not record");
        }
        return compared(logged, decider, candidates);
    }

    private List<String> notVerified(String what) {
        unknown++;
        missing.add(what);
        return List.of();
    }

    /** By the policy that comes nearest: a version that was published twice may have decided either way. */
    private List<String> compared(Decision logged, Decider decider, List<Policy> candidates) {
        List<String> fewest = null;
        for (Policy policy : candidates) {
            try {
                List<String> fields = differing(logged, decider.again(logged, policy));
                fewest = fewest == null || fields.size() < fewest.size() ? fields : fewest;
            } catch (IllegalArgumentException e) {
                missing.add("a policy that the bundle can decide by: " + e.getMessage());
            }
        }
        if (fewest == null) {
            unknown++;
            return List.of();
        }
        equal += fewest.isEmpty() ? 1 : 0;
        different += fewest.isEmpty() ? 0 : 1;
        return fewest;
    }

    /** Those published, and the bundle's own. */
    private List<Policy> candidates(Decision logged, Decider decider) {
        List<Policy> candidates =
                new ArrayList<>(policies.getOrDefault(key(logged.policyId(), logged.policyVersion()), List.of()));
        Policy own = decider.bundle().policy();
        if (own.id().equals(logged.policyId()) && own.version() == logged.policyVersion()) {
            candidates.add(own);
        }
        return candidates;
    }

    private static boolean testsAttributes(Policy policy) {
        return policy.rules().rules().stream()
                .flatMap(rule -> rule.when().stream())
                .anyMatch(condition -> condition.field().startsWith("categorical.")
                        || condition.field().startsWith("numeric."));
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

    /** True when there was nothing that could be verified, although there are decisions. */
    boolean isVain() {
        return unknown > 0 && equal + different == 0;
    }

    /** A record that cannot be read. */
    void unreadable(String why) {
        notVerified("a decision that can be read: " + why);
    }

    /** What was needed and is not there. */
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
