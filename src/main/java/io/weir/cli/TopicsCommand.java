package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.stream.StreamTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Create the topics that are missing, and check those that are there. */
@Command(
        name = "topics",
        description = {
            "Create the topics that are missing, and check those that are there.",
            "",
            "Fails when a topic that is there cannot do: transactions or labels with another number of partitions than topics.partitions (unless decide.rekey is true), base rates, their commands, bundles or policies on a topic whose cleanup.policy is not compact, a bundles topic that a bundle may not fit on. Other settings of the topics are not looked at."
        },
        footer = {"  weir topics --config weir.yaml", "  weir topics --check --bootstrap localhost:9092"})
final class TopicsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--check", order = 1, description = "Create nothing.")
    private boolean check;

    @Override
    public Integer call() throws IOException {
        Settings settings = cluster.settings();
        StreamTopics topics = new StreamTopics(
                StreamWiring.stream(settings), settings.topics().replicationFactor());
        Output output = common.output();
        List<String> created = new ArrayList<>();
        List<String> problems;
        try (Admin admin = KafkaClients.admin(settings)) {
            if (!check) {
                created.addAll(topics.create(admin));
            }
            problems = topics.problems(admin);
        }
        for (String name : topics.names()) {
            output.line("%s  %s", created.contains(name) ? "created" : "       ", name);
        }
        problems.forEach(output::line);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("topics", topics.names().size());
        summary.put("created", created);
        summary.put("problems", problems);
        if (output.json()) {
            output.summary(summary);
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
