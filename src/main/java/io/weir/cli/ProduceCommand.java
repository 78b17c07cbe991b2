package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.history.Event;
import io.weir.history.LabelSchedule;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Send history to Kafka as transactions and labels. */
@Command(
        name = "produce",
        description = {
            "Send history to Kafka as transactions and labels.",
            "",
            "Each label follows its transaction as late, in event time, as it became known."
        },
        footer = {"  weir produce --data transactions.csv.gz --mapping handbook --rate 2000 --bootstrap localhost:9092"
        })
final class ProduceCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--rate",
            converter = Converters.NotNegative.class,
            order = 3,
            paramLabel = "N",
            description = "Transactions a second; 0: as fast as they go.")
    private double rate;

    @Option(
            names = "--rejects",
            order = 4,
            paramLabel = "FILE",
            description =
                    "Where rows that cannot be read go, with line and reason; they go to the dead letters as well. Default: the data's name with .rejects.csv, in this folder.")
    private @Nullable Path rejects;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        Settings settings = cluster.settings();
        Path rejectFile = rejects == null
                ? HistoryFile.rejectsBeside(Path.of("").resolve(data.data().getFileName()))
                : rejects;
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(30));
                WireFormat wire = WireFormat.create(settings.registry().values());
                EventProducer producer = new EventProducer(
                        KafkaClients.producerSettings(settings), wire, StreamWiring.topics(settings));
                HistoryFile rows = HistoryFile.open(
                        data.data(),
                        HistoryFile.mapping(data.mapping()),
                        rejectFile,
                        common.output(),
                        producer::setAside)) {
            Map<String, Object> summary = send(rows, producer, stop);
            rows.report();
            common.output().summary(summary);
        }
        return ExitCode.OK;
    }

    private Map<String, Object> send(HistoryFile rows, EventProducer producer, CleanStop stop) {
        LabelSchedule events = new LabelSchedule(rows);
        Pace pace = new Pace(rate);
        long started = System.nanoTime();
        long transactions = 0;
        long labels = 0;
        try (Progress progress = Progress.start("producing", Progress.UNKNOWN)) {
            while (!stop.requested() && events.hasNext()) {
                Event event = events.next();
                if (event instanceof Event.Payment) {
                    if (!pace.await(transactions, stop)) {
                        break;
                    }
                    transactions++;
                } else {
                    labels++;
                }
                producer.send(event);
                progress.to(transactions);
            }
        }
        producer.flush();
        double seconds = (System.nanoTime() - started) / 1e9;
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("transactions", transactions);
        summary.put("labels", labels);
        rows.summarise(summary);
        summary.put("seconds", seconds);
        summary.put("transactions_per_second", transactions / seconds);
        return summary;
    }
}
