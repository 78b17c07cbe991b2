package io.weir.cli;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.EvidenceWindows;
import io.weir.cli.settings.Settings;
import io.weir.stream.Topics;
import io.weir.transaction.IdHash;
import io.weir.wire.WireFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that order something of the base rate, and how they are carried out. */
final class OrderOptions {

    @Option(
            names = "--from",
            order = 2,
            paramLabel = "TIME",
            description =
                    "Event time from which it holds, such as 2018-08-01T00:00:00Z. What is ordered for the same time again takes the place of the first. Default: now.")
    private @Nullable Instant from;

    @Option(names = "--reason", order = 3, paramLabel = "TEXT", description = "Why; it is kept with the command.")
    private @Nullable String reason;

    @Option(
            names = "--by",
            order = 4,
            paramLabel = "NAME",
            description = "Who orders it (default: the name of the system's user).")
    private @Nullable String by;

    /** What is ordered, from what is published and the event time from which it is to hold. */
    @FunctionalInterface
    interface Wanted {
        Order of(BaseRateBook book, @Nullable CostsInForce costs, long from);
    }

    /**
     * A kind of command with its values.
     *
     * @param rate 0 for a resume
     * @param version of a rollback
     */
    record Order(
            BaseRateCommand.Kind kind,
            double rate,
            @Nullable Long version) {}

    boolean hasReason() {
        return reason != null && !reason.isBlank();
    }

    /** Works out what is ordered, says what it will do, and publishes it. */
    void place(Settings settings, Output output, Wanted wanted) {
        long now = Instant.now().toEpochMilli();
        long effective =
                from == null ? now : from.truncatedTo(ChronoUnit.MILLIS).toEpochMilli();
        Topics topics = StreamWiring.topics(settings);
        try (WireFormat wire = WireFormat.create(settings.registry().values())) {
            BaseRateChange change;
            try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
                BaseRateBook book = BaseRateBook.read(consumer, wire, topics);
                CostsInForce costs = CostsInForce.at(effective, consumer, wire, settings);
                Order order = wanted.of(book, costs, effective);
                change = new BaseRateChange(book, command(order, effective, now), costs);
            }
            change.lines(now).forEach(output::line);
            try (Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
                new Publisher(producer, wire, topics).command(change.command());
            }
            output.summary(change.summary(topics.baseRateCommands()));
        }
    }

    private BaseRateCommand command(Order order, long effective, long now) {
        String person = by == null ? System.getProperty("user.name", "unknown") : by;
        String why = reason == null ? "" : reason;
        String all = String.join("|", order.toString(), Long.toString(effective), person, why);
        String kind = order.kind().name().toLowerCase(Locale.ROOT);
        return new BaseRateCommand(
                kind + '-' + String.format(Locale.ROOT, "%016x", IdHash.of(all)).substring(0, 12),
                EvidenceWindows.WHOLE,
                order.kind(),
                order.rate(),
                order.version(),
                effective,
                now,
                person,
                why);
    }
}
