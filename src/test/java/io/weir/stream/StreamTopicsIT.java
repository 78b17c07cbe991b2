package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.LocalCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topics outside, on a real broker. */
class StreamTopicsIT {

    private static Admin admin;

    @BeforeAll
    static void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", LocalCluster.bootstrapServers()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @Test
    void create_twice_createsOnce() {
        StreamTopics topics = topics("twice.", 3);
        assertThat(topics.problems(admin)).hasSameSizeAs(topics.names());
        assertThat(topics.create(admin)).containsExactlyElementsOf(topics.names());
        assertThat(topics.create(admin)).isEmpty();
        assertThat(topics.problems(admin)).isEmpty();
        assertThat(topics.names())
                .contains("twice.transactions", "twice.alerts.review", "twice.transactions.dead-letters");
    }

    @Test
    void create_byManyAtOnce_createsEachTopicOnce() throws Exception {
        StreamTopics topics = topics("race.", 2);
        List<CompletableFuture<List<String>>> instances = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> topics.create(admin)))
                .toList();
        List<String> created = new ArrayList<>();
        for (CompletableFuture<List<String>> instance : instances) {
            created.addAll(instance.get(60, TimeUnit.SECONDS));
        }
        assertThat(created).containsExactlyInAnyOrderElementsOf(topics.names());
        assertThat(topics.problems(admin)).isEmpty();
    }

    @Test
    void problems_missingTopicAndWrongPartitions_areNamed() throws Exception {
        StreamTopics topics = topics("wrong.", 2);
        admin.createTopics(List.of(new NewTopic("wrong.labels", 3, (short) 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        topics.create(admin);
        assertThat(topics.problems(admin))
                .singleElement()
                .asString()
                .contains("topic wrong.labels has 3 partitions", "topics.partitions is 2");

        admin.deleteTopics(List.of("wrong.decisions")).all().get(30, TimeUnit.SECONDS);
        org.awaitility.Awaitility.await().until(() -> topics.problems(admin).size() == 2);
        assertThat(topics.problems(admin))
                .anySatisfy(
                        problem -> assertThat(problem).contains("topic wrong.decisions does not exist", "weir topics"));
    }

    @Test
    void problems_tableThatForgetsOrIsTooSmall_areNamed() throws Exception {
        StreamTopics topics = topics("forgets.", 1);
        admin.createTopics(List.of(
                        new NewTopic("forgets.bundles", 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "1048588")),
                        new NewTopic("forgets.policies", 1, (short) 1),
                        new NewTopic("forgets.base-rates", 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact,delete")),
                        new NewTopic("forgets.base-rate-commands", 1, (short) 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        topics.create(admin);
        assertThat(topics.problems(admin))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("topic forgets.base-rate-commands has cleanup.policy delete"),
                        problem -> assertThat(problem)
                                .startsWith("topic forgets.base-rates has cleanup.policy compact,delete"),
                        problem ->
                                assertThat(problem).startsWith("topic forgets.bundles has max.message.bytes 1048588"),
                        problem -> assertThat(problem).startsWith("topic forgets.policies has cleanup.policy delete"));
    }

    @Test
    void problems_rekeyed_inputsMayHaveAnyNumberOfPartitions() throws Exception {
        StreamSettings standard = TestSettings.standard(Path.of("unused"));
        StreamSettings rekeyed = TestSettings.onBrokers(TestSettings.rekeyed(standard), "rekeyed.", 2, Map.of());
        admin.createTopics(List.of(new NewTopic("rekeyed.labels", 3, (short) 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        StreamTopics topics = new StreamTopics(rekeyed, 1);
        topics.create(admin);
        assertThat(topics.problems(admin)).isEmpty();
    }

    @Test
    void create_tables_areCompactedAndOutputsCarryTheBrokersClock() throws Exception {
        topics("kept.", 1).create(admin);
        assertThat(config("kept.base-rates", "cleanup.policy")).isEqualTo("compact");
        assertThat(config("kept.base-rate-commands", "cleanup.policy")).isEqualTo("compact");
        assertThat(config("kept.bundles", "cleanup.policy")).isEqualTo("compact");
        assertThat(config("kept.bundles", "max.message.bytes")).isEqualTo("33554432");
        assertThat(config("kept.policies", "cleanup.policy")).isEqualTo("compact");
        for (String output : List.of("decisions", "outcomes", "alerts.review", "transactions.dead-letters")) {
            assertThat(config("kept." + output, "message.timestamp.type")).isEqualTo("LogAppendTime");
            assertThat(config("kept." + output, "cleanup.policy")).isEqualTo("delete");
        }
    }

    private static String config(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                .all()
                .get(30, TimeUnit.SECONDS)
                .get(resource));
        return config.get(name).value();
    }

    private static StreamTopics topics(String prefix, int partitions) {
        StreamSettings standard = TestSettings.standard(Path.of("unused"));
        return new StreamTopics(TestSettings.onBrokers(standard, prefix, partitions, Map.of()), 1);
    }
}
