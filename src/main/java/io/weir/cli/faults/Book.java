package io.weir.cli.faults;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What a run was given and what it gave: decisions, alerts and outcomes by the payment's id, dead letters by where their record
 * stood, and the state at the end.
 */
record Book(
        Ledger decisions, Ledger alerts, Ledger outcomes, Ledger deadLetters, StateTable state, Set<String> ignored) {

    static Book empty() {
        return new Book(new Ledger(), new Ledger(), new Ledger(), new Ledger(), new StateTable(), new HashSet<>());
    }

    /** Nothing more is to come of a payment than what others with its id give. */
    void ignore(@Nullable String id) {
        if (id != null && id.startsWith("closing-")) {
            ignored.add(id);
        }
    }

    static String place(RecordMetadata written) {
        return written.topic() + "/" + written.partition() + "/" + written.offset();
    }
}
