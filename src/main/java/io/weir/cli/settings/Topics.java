package io.weir.cli.settings;

import io.weir.yaml.Section;
import java.util.List;

/**
 * Topic names by role, before the prefix, and how missing ones are created.
 *
 * @param alertPrefix before the name of a queue
 * @param queues alert queues whose topics are created
 * @param partitions of topics by account; those that exist must have as many
 * @param replicationFactor of topics that do not exist yet; -1: what the brokers have as their default
 */
public record Topics(
        String transactions,
        String labels,
        String decisions,
        String alertPrefix,
        List<String> queues,
        String outcomes,
        String baseRates,
        String baseRateCommands,
        String bundles,
        String policies,
        String deadLetters,
        int partitions,
        int replicationFactor) {

    static final String NAME = "[a-zA-Z0-9._-]{1,200}";
    static final String NAME_ALLOWED = "1 to 200 letters, digits, '.', '_' and '-'";

    static Topics read(Section section) {
        return new Topics(
                name(section, "transactions", "transactions"),
                name(section, "labels", "labels"),
                name(section, "decisions", "decisions"),
                name(section, "alert-prefix", "alerts."),
                section.texts("queues", List.of("review")),
                name(section, "outcomes", "outcomes"),
                name(section, "base-rates", "base-rates"),
                name(section, "base-rate-commands", "base-rate-commands"),
                name(section, "bundles", "bundles"),
                name(section, "policies", "policies"),
                name(section, "dead-letters", "transactions.dead-letters"),
                section.whole("partitions", 6, 1, 10_000),
                section.whole("replication-factor", -1, -1, 100));
    }

    private static String name(Section section, String role, String standard) {
        return section.matching(role, standard, NAME, NAME_ALLOWED);
    }
}
