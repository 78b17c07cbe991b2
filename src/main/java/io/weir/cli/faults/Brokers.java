package io.weir.cli.faults;

import io.weir.cli.embedded.LoopbackPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A cluster of real brokers, each a process of its own; topics have three replicas where there are three of them. */
final class Brokers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HEAP = "512m";

    private final NodeSettings settings;
    private final List<JavaProcess> nodes = new ArrayList<>();
    private final Admin admin;

    private Brokers(NodeSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(Map.of("bootstrap.servers", settings.plain(), "reconnect.backoff.max.ms", "500"));
    }

    /** Formats and starts them, and waits until they know each other. */
    static Brokers start(int count, Path directory, @Nullable Keys keys) throws IOException {
        int[] free = LoopbackPorts.choose(new int[3 * count]);
        int[][] ports = new int[count][];
        for (int i = 0; i < count; i++) {
            ports[i] = new int[] {free[3 * i], free[3 * i + 1], free[3 * i + 2]};
        }
        Brokers brokers = new Brokers(new NodeSettings(ports, keys));
        try {
            brokers.startAll(count, directory);
            return brokers;
        } catch (IOException | RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    private void startAll(int count, Path directory) throws IOException {
        String cluster = Uuid.randomUuid().toString();
        for (int i = 0; i < count; i++) {
            String name = "broker-" + (i + 1);
            Path home = Files.createDirectories(directory.resolve(name));
            Path file = home.resolve("server.properties");
            try (var out = Files.newOutputStream(file)) {
                settings.of(i, home).store(out, null);
            }
            format(file, cluster);
            List<String> arguments = List.of("bench", "broker", "--config", file.toString());
            JavaProcess node = new JavaProcess(directory, name, HEAP, arguments);
            nodes.add(node);
            node.start();
        }
        awaitWhole();
    }

    private static void format(Path file, String cluster) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {"format", "-t", cluster, "-c", file.toString(), "--ignore-formatted"};
        if (StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
            throw new IllegalStateException("a broker cannot be set up: " + said.toString(StandardCharsets.UTF_8));
        }
    }

    /** Where clients without TLS connect. */
    String plain() {
        return settings.plain();
    }

    /** Where clients with TLS connect. */
    String secured() {
        return settings.secured();
    }

    int replicas() {
        return settings.replicas();
    }

    Admin admin() {
        return admin;
    }

    JavaProcess node(int index) {
        return nodes.get(index);
    }

    int count() {
        return nodes.size();
    }

    /** The node that leads a partition. */
    int leaderOf(String topic, int partition) {
        TopicDescription found =
                call(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        return Objects.requireNonNull(found)
                        .partitions()
                        .get(partition)
                        .leader()
                        .id()
                - 1;
    }

    /** The node whose controller is in charge. */
    int controller() {
        return call(admin.describeMetadataQuorum().quorumInfo()).leaderId() - 1;
    }

    /** Waits until all are there and every replica is in sync. */
    void awaitWhole() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isWhole()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the brokers do not come together; their logs are beside their data");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private boolean isWhole() {
        try {
            if (call(admin.describeCluster().nodes()).size() < nodes.size()) {
                return false;
            }
            Set<String> topics = call(admin.listTopics().names());
            return call(admin.describeTopics(topics).allTopicNames()).values().stream()
                    .allMatch(Brokers::isInSync);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static boolean isInSync(TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    /** Where partitions end. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        var latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return call(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** The partitions of all topics with one of these prefixes. */
    List<TopicPartition> partitions(String... prefixes) {
        List<String> names = call(admin.listTopics().names()).stream()
                .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith))
                .toList();
        List<TopicPartition> partitions = new ArrayList<>();
        call(admin.describeTopics(names).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        return partitions;
    }

    /** Members of a group that have partitions to read, by the id of their instance. */
    Set<String> members(String group) {
        return call(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(each -> each.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .flatMap(member -> member.groupInstanceId().stream())
                .collect(Collectors.toSet());
    }

    /** How many records of a topic lie behind what a group has committed. */
    long lag(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                call(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        List<TopicPartition> partitions = partitions(topic).stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        return ends(partitions).entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata done = committed.get(end.getKey());
                    return end.getValue() - (done == null ? 0 : done.offset());
                })
                .sum();
    }

    /** Starts those again that a fault has left dead, and waits until all are there. */
    void restore() {
        nodes.stream().filter(node -> !node.isAlive()).forEach(JavaProcess::start);
        awaitWhole();
    }

    static <T> T call(KafkaFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the brokers do not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        nodes.forEach(JavaProcess::close);
    }
}
