package io.weir.cli;

import io.weir.cli.TailCommand.Records;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.WireFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints records from topics: a line each for a person, or one JSON object each with everything in it. */
final class RecordPrinter {

    private final WireFormat wire;
    private final Output output;
    private long printed;
    private long unreadable;

    RecordPrinter(WireFormat wire, Output output) {
        this.wire = wire;
        this.output = output;
    }

    void header(Records kind) {
        if (!output.json()) {
            output.line(
                    switch (kind) {
                        case DECISIONS -> RecordLines.DECISION_HEADER;
                        case ALERTS -> RecordLines.ALERT_HEADER;
                        case BASE_RATES -> RecordLines.BASE_RATE_HEADER;
                    });
        }
    }

    void print(Records kind, ConsumerRecord<String, byte[]> entry) {
        try {
            switch (kind) {
                case DECISIONS -> {
                    var decision = wire.readDecision(entry.topic(), entry.value());
                    print(decision, RecordLines.decision(decision));
                }
                case ALERTS -> {
                    var alert = wire.readAlert(entry.topic(), entry.value());
                    print(alert, RecordLines.alert(alert));
                }
                case BASE_RATES -> {
                    var version = wire.readBaseRate(entry.topic(), entry.value());
                    print(version, RecordLines.baseRate(version));
                }
            }
        } catch (InvalidRecordException e) {
            unreadable++;
            output.line(
                    "unreadable: %s, partition %d, offset %d: %s",
                    entry.topic(), entry.partition(), entry.offset(), String.valueOf(e.getMessage()));
        }
    }

    long unreadable() {
        return unreadable;
    }

    Map<String, Long> summary() {
        return Map.of("printed", printed, "unreadable", unreadable);
    }

    private void print(Object value, String line) {
        printed++;
        if (output.json()) {
            output.object(value);
        } else {
            output.line(line);
        }
    }
}
