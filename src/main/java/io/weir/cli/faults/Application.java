package io.weir.cli.faults;

import io.weir.stream.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One application under test: some instances of {@code weir run}, each a process with a settings file, a state directory and an
 * instance id of its own. One that ends by itself is started again by whoever supervises it.
 */
final class Application implements AutoCloseable {

    static final int PARTITIONS = 3;
    /** After this much silence the brokers give an instance up. */
    static final int SESSION_SECONDS = 10;

    private static final String HEAP = "1g";

    private final Setup setup;
    private final List<JavaProcess> instances = new ArrayList<>();
    private final List<Integer> wanted = new ArrayList<>();
    private int endedByThemselves;

    /**
     * What the instances of an application have in common.
     *
     * @param name of the application and, with a dot behind it, prefix of its topics
     * @param exactlyOnce else at least once
     * @param client settings of Kafka's clients
     * @param inOrder whether payments and labels of a partition are read in the order of event time even while they are still
     *     being written
     */
    record Setup(
            String name,
            boolean exactlyOnce,
            String brokers,
            int replicas,
            String registry,
            Map<String, String> client,
            boolean inOrder,
            Path directory) {

        /** How long a task waits for the one of its two inputs that has nothing: for as long as partitions are waited for. */
        private static final long WAIT_FOR_INPUT_MILLIS = 600_000;

        Topics topics() {
            return Topics.prefixed(name + ".");
        }

        String applicationId() {
            return "faults-" + name;
        }

        /**
         * Writes the settings file of an instance. A partition that is silent because of a fault must not count as one without
         * payments, for which others do not wait: what it sends afterwards would be late, and late payments have no fixed order.
         */
        Path settings(String instance, Path state) throws IOException {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(instance + ".yaml"), """
                    application:
                      application-id: %s
                      instance-id: %s
                      topic-prefix: '%s.'
                      state-dir: '%s'
                      delivery: %s
                    kafka:
                      bootstrap-servers: '%s'
                      client: {%s}
                      streams:
                        num.standby.replicas: 1
                        main.consumer.session.timeout.ms: %d
                        main.consumer.heartbeat.interval.ms: 2000
                        max.task.idle.ms: %d
                    registry: {schema.registry.url: '%s'}
                    topics: {partitions: %d, replication-factor: %d}
                    base-rate: {idle-after: PT10M}
                    http: {port: 0}
                    """.formatted(
                            applicationId(),
                            instance,
                            name,
                            quoted(state.toString()),
                            exactlyOnce ? "exactly-once" : "at-least-once",
                            brokers,
                            pairs(client),
                            SESSION_SECONDS * 1000,
                            inOrder ? WAIT_FOR_INPUT_MILLIS : 0,
                            registry,
                            PARTITIONS,
                            replicas));
        }

        private static String pairs(Map<String, String> values) {
            return new TreeMap<>(values)
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + ": '" + quoted(entry.getValue()) + "'")
                            .collect(Collectors.joining(", "));
        }

        /** Between single quotes in a file in which a dollar is special. */
        private static String quoted(String text) {
            return text.replace("'", "''").replace("$", "$$");
        }
    }

    Application(Setup setup) {
        this.setup = setup;
    }

    Setup setup() {
        return setup;
    }

    /** Starts one instance more; returns its number. */
    int add() throws IOException {
        return add(setup.directory().resolve("state-" + instances.size()));
    }

    /** With its state in a directory that is given. */
    int add(Path state) throws IOException {
        int number = instances.size();
        String name = name(number);
        Path file = setup.settings(name, state);
        JavaProcess process =
                new JavaProcess(setup.directory(), name, HEAP, List.of("run", "--config", file.toString()));
        instances.add(process);
        start(number);
        return number;
    }

    JavaProcess instance(int number) {
        return instances.get(number);
    }

    private String name(int number) {
        return setup.name() + "-" + number;
    }

    void start(int number) {
        wanted.add(number);
        instances.get(number).start();
    }

    void kill(int number) {
        wanted.remove((Integer) number);
        instances.get(number).kill();
    }

    /** What a supervisor does: starts those again that ended and should not have. */
    void supervise() {
        for (int number : List.copyOf(wanted)) {
            if (!instances.get(number).isAlive()) {
                endedByThemselves++;
                instances.get(number).start();
            }
        }
    }

    /** Whether all that should run have said so since they were started. */
    boolean isRunning() {
        return wanted.stream().allMatch(this::isRunning);
    }

    /** Whether the last that an instance has said of its stream, since it was started, is that it runs. */
    boolean isRunning(int number) {
        return instances.get(number).isAlive()
                && instances.get(number).linesSinceStart().stream()
                        .filter(line -> line.contains("WeirStream") && line.contains("stream is "))
                        .reduce("", (first, last) -> last)
                        .endsWith("stream is running");
    }

    /** Whether all that should run have partitions to read, by what the group says. */
    boolean isAssigned(Set<String> membersWithPartitions) {
        return wanted.stream()
                .allMatch(number -> membersWithPartitions.stream()
                        .anyMatch(member -> member.equals(name(number)) || member.startsWith(name(number) + "-")));
    }

    int endedByThemselves() {
        return endedByThemselves;
    }

    /** Lines of all logs with a text in them. */
    long said(String text) {
        return instances.stream()
                .flatMap(instance -> instance.lines().stream())
                .filter(line -> line.contains(text))
                .count();
    }

    /** Ends all in order; returns in words what went wrong with that. */
    List<String> end() {
        wanted.clear();
        return instances.parallelStream()
                .flatMap(instance -> instance.end().stream())
                .map(problem -> "asked to end, an instance " + problem)
                .toList();
    }

    @Override
    public void close() {
        instances.forEach(JavaProcess::close);
    }
}
