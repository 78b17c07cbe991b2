package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.history.LabelSchedule;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        Settings settings = cluster.settings();
        Path rejects = HistoryFile.rejectsBeside(Path.of("").resolve(data.data().getFileName()));
        Map<String, Object> summary = new LinkedHashMap<>();
        long started = System.nanoTime();
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(30));
                WireFormat wire = WireFormat.create(settings.registry().values());
                HistoryFile rows = HistoryFile.open(data, rejects, common.output());
                HistoryProducer producer =
                        new HistoryProducer(KafkaClients.producer(settings), StreamWiring.topics(settings), wire)) {
            send(rows, producer, stop);
            producer.flush();
            rows.report();
            double seconds = (System.nanoTime() - started) / 1e9;
            summary.put("transactions", producer.transactions());
            summary.put("labels", producer.labels());
            summary.put("rejected_rows", rows.rejected());
            summary.put("seconds", seconds);
            summary.put("transactions_per_second", producer.transactions() / seconds);
            common.output().summary(summary);
        }
        return ExitCode.OK;
    }

    private void send(HistoryFile rows, HistoryProducer producer, CleanStop stop) {
        LabelSchedule events = new LabelSchedule(rows);
        Pace pace = new Pace(rate);
        try (Progress progress = Progress.start("producing", Progress.UNKNOWN)) {
            while (!stop.requested() && events.hasNext()) {
                pace.await(producer.transactions());
                producer.send(events.next());
                progress.to(producer.transactions());
            }
        }
    }
}
