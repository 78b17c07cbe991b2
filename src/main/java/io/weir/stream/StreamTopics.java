package io.weir.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics outside the application that the stream reads and writes: creates the missing ones, checks the others. */
public final class StreamTopics {

    private static final Logger LOG = LoggerFactory.getLogger(StreamTopics.class);
    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final String BUNDLE_BYTES = Integer.toString(32 << 20);

    /** Retention runs by the broker's clock: a replayed past must not expire as it is written. */
    private static final Map<String, String> BY_CLOCK = Map.of("message.timestamp.type", "LogAppendTime");

    private final StreamSettings settings;
    private final short replicas;

    /** @param replicas replication factor of topics that are created; -1: the broker's default */
    public StreamTopics(StreamSettings settings, int replicas) {
        this.settings = settings;
        this.replicas = (short) replicas;
    }

    /** Creates the topics that are missing; another instance may do so at the same time. Returns those created. */
    public List<String> create(Admin admin) {
        List<String> created = new ArrayList<>();
        Set<String> there = call(admin.listTopics().names()::get);
        for (NewTopic topic : wanted()) {
            if (!there.contains(topic.name()) && createOne(admin, topic)) {
                created.add(topic.name());
            }
        }
        awaitVisible(admin, created);
        return created;
    }

    /** Brokers learn of a new topic one after the other; who asks the next one must not be told that it is missing. */
    private static void awaitVisible(Admin admin, List<String> created) {
        long deadline = System.nanoTime() + VISIBLE.toNanos();
        while (!created.isEmpty()
                && !call(admin.listTopics().names()::get).containsAll(created)
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** What is wrong with the topics, in words; empty when the stream can start. */
    public List<String> problems(Admin admin) {
        Set<String> there = call(admin.listTopics().names()::get);
        Set<String> names = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (NewTopic topic : wanted()) {
            if (there.contains(topic.name())) {
                names.add(topic.name());
            } else {
                problems.add("topic " + topic.name() + " does not exist; create it with: weir topics");
            }
        }
        if (!settings.rekey()) {
            problems.addAll(partitionProblems(admin, names));
        }
        problems.addAll(configProblems(admin, names));
        return problems;
    }

    /** Read as they are keyed, transactions and labels must be divided alike; rekeyed, they go through topics that are. */
    private List<String> partitionProblems(Admin admin, Set<String> there) {
        Map<String, TopicDescription> found = call(admin.describeTopics(there).allTopicNames()::get);
        List<String> problems = new ArrayList<>();
        for (String input :
                List.of(settings.topics().transactions(), settings.topics().labels())) {
            TopicDescription description = found.get(input);
            if (description != null && description.partitions().size() != settings.partitions()) {
                problems.add(
                        "topic " + input + " has " + description.partitions().size()
                                + " partitions; topics.partitions is " + settings.partitions()
                                + ": transactions and labels need that many, for accounts to meet their labels;"
                                + " set it to what both have, or where they differ decide.rekey to true");
            }
        }
        return problems;
    }

    /** Tables must keep the last record of each key, and a bundle must fit. */
    private List<String> configProblems(Admin admin, Set<String> there) {
        Topics topics = settings.topics();
        List<ConfigResource> tables = Stream.of(
                        topics.baseRates(), topics.baseRateCommands(), topics.bundles(), topics.policies())
                .filter(there::contains)
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs = configs(admin, tables);
        List<String> problems = new ArrayList<>();
        configs.forEach((topic, config) -> {
            String cleanup = value(config, "cleanup.policy");
            if (!cleanup.equals("compact")) {
                problems.add("topic " + topic.name() + " has cleanup.policy " + cleanup
                        + "; allowed: compact, for what was published to be kept");
            }
            String bytes = value(config, "max.message.bytes");
            if (topic.name().equals(topics.bundles()) && tooSmall(bytes)) {
                problems.add("topic " + topic.name() + " has max.message.bytes " + bytes + "; allowed: " + BUNDLE_BYTES
                        + " or more, for a bundle to fit");
            }
        });
        problems.sort(null);
        return problems;
    }

    /** Empty when it is not for us to see: who may not look must still be able to run. */
    private static Map<ConfigResource, Config> configs(Admin admin, List<ConfigResource> topics) {
        try {
            return call(admin.describeConfigs(topics).all()::get);
        } catch (AuthorizationException e) {
            LOG.warn("not allowed to see how topics are configured; whether tables are compacted is not checked");
            return Map.of();
        }
    }

    private static boolean tooSmall(String bytes) {
        return bytes.matches("\\d+") && Long.parseLong(bytes) < Long.parseLong(BUNDLE_BYTES);
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "unknown" : entry.value();
    }

    /** All names, in the order of {@link Topics}. */
    public List<String> names() {
        return wanted().stream().map(NewTopic::name).toList();
    }

    private List<NewTopic> wanted() {
        Topics topics = settings.topics();
        List<NewTopic> wanted = new ArrayList<>();
        for (String name : List.of(topics.transactions(), topics.labels(), topics.decisions(), topics.outcomes())) {
            wanted.add(topic(name, settings.partitions(), BY_CLOCK));
        }
        for (String queue : new TreeSet<>(settings.queues())) {
            wanted.add(topic(topics.alerts(queue), settings.partitions(), BY_CLOCK));
        }
        wanted.add(topic(topics.baseRates(), 1, compacted(Map.of())));
        wanted.add(topic(topics.baseRateCommands(), 1, compacted(Map.of())));
        wanted.add(topic(topics.bundles(), 1, compacted(Map.of("max.message.bytes", BUNDLE_BYTES))));
        wanted.add(topic(topics.policies(), 1, compacted(Map.of())));
        wanted.add(topic(
                topics.deadLetters(),
                1,
                Map.of("max.message.bytes", BUNDLE_BYTES, "message.timestamp.type", "LogAppendTime")));
        return wanted;
    }

    private NewTopic topic(String name, int partitions, Map<String, String> configs) {
        Optional<Short> factor = replicas < 1 ? Optional.empty() : Optional.of(replicas);
        return new NewTopic(name, Optional.of(partitions), factor).configs(configs);
    }

    private static Map<String, String> compacted(Map<String, String> more) {
        Map<String, String> configs = new LinkedHashMap<>(more);
        configs.put("cleanup.policy", "compact");
        return configs;
    }

    private static boolean createOne(Admin admin, NewTopic topic) {
        try {
            call(admin.createTopics(List.of(topic)).all()::get);
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /** A call to the cluster whose answer must be there. */
    @FunctionalInterface
    private interface Call<T> {
        T get(long timeout, java.util.concurrent.TimeUnit unit)
                throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.get(Duration.ofSeconds(60).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer from the brokers within 60 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the brokers", e);
        }
    }
}
