package io.weir.cli.faults;

import io.weir.stream.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The user that Weir logs in as, and all that it is allowed to do: what it needs and no more. */
final class Access {

    private static final int ITERATIONS = 4096;

    private final String applicationId;
    private final List<AclBinding> bindings = new ArrayList<>();

    private Access(String applicationId) {
        this.applicationId = applicationId;
    }

    /** Makes the user and its rights; returns them in words. */
    static List<String> grant(Admin admin, Application.Setup setup, String password) {
        Access access = new Access(setup.applicationId());
        access.topics(setup.topics());
        access.internal();
        Brokers.call(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        Keys.USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                .all());
        Brokers.call(admin.createAcls(access.bindings).all());
        return access.bindings.stream()
                .map(binding -> binding.entry().operation() + " on "
                        + binding.pattern().resourceType() + " "
                        + binding.pattern().name()
                        + (binding.pattern().patternType() == PatternType.PREFIXED ? "*" : ""))
                .toList();
    }

    /** Tries what the user has no right to: in words, what came of it. */
    static String trespass(Map<String, String> client, String brokers, String topic) {
        Map<String, Object> all = new HashMap<>(client);
        all.put("bootstrap.servers", brokers);
        try (Admin stranger = Admin.create(all)) {
            Brokers.call(stranger.describeTopics(List.of(topic)).allTopicNames());
            throw new IllegalStateException(
                    "user " + Keys.USER + " sees topic " + topic + ", to which it has no right");
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof ExecutionException failed
                    && failed.getCause() instanceof TopicAuthorizationException) {
                return "refused, as it has to be: DESCRIBE on TOPIC " + topic;
            }
            throw e;
        }
    }

    private void topics(Topics topics) {
        for (String read : List.of(
                topics.transactions(),
                topics.labels(),
                topics.bundles(),
                topics.policies(),
                topics.baseRates(),
                topics.baseRateCommands())) {
            allow(ResourceType.TOPIC, read, PatternType.LITERAL, AclOperation.READ);
        }
        for (String write : List.of(
                topics.decisions(),
                topics.alerts("review"),
                topics.outcomes(),
                topics.baseRates(),
                topics.deadLetters())) {
            allow(ResourceType.TOPIC, write, PatternType.LITERAL, AclOperation.WRITE);
        }
        for (String table :
                List.of(topics.bundles(), topics.policies(), topics.baseRates(), topics.baseRateCommands())) {
            allow(ResourceType.TOPIC, table, PatternType.LITERAL, AclOperation.DESCRIBE_CONFIGS);
        }
    }

    /** Kafka Streams makes its own topics, and deletes what it has read of those between two hops. */
    private void internal() {
        String own = applicationId + "-";
        for (AclOperation each :
                List.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE)) {
            allow(ResourceType.TOPIC, own, PatternType.PREFIXED, each);
        }
        allow(ResourceType.GROUP, applicationId, PatternType.LITERAL, AclOperation.READ);
        allow(ResourceType.TRANSACTIONAL_ID, own, PatternType.PREFIXED, AclOperation.WRITE);
    }

    private void allow(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        bindings.add(new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + Keys.USER, "*", operation, AclPermissionType.ALLOW)));
    }
}
