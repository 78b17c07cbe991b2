package io.weir.cli.faults;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What a run was given and what it gave: decisions, alerts and outcomes by the payment's id, dead letters by where their record
 * stood, and the state at the end.
 */
record Book(Ledger decisions, Ledger alerts, Ledger outcomes, Ledger deadLetters, StateTable state) {

    static Book empty() {
        return new Book(new Ledger(), new Ledger(), new Ledger(), new Ledger(), new StateTable());
    }

    static String place(RecordMetadata written) {
        return written.topic() + "/" + written.partition() + "/" + written.offset();
    }

    /** A decision as a ledger has it: what it was decided from without the base rate, and all of it. */
    static String decision(String basis, String whole) {
        return basis + " " + whole;
    }

    /** The first part of a decision as {@link #decision} has it. */
    static String basis(String decision) {
        return decision.substring(0, decision.indexOf(' '));
    }

    /** A dead letter as a ledger has it: its reason, and what stands for its bytes. */
    static String letter(String reason, byte @Nullable [] key, byte @Nullable [] value) {
        return reason + " " + Digest.of(key) + " " + Digest.of(value);
    }

    /** The reason of a dead letter as {@link #letter} has it. */
    static String reason(String letter) {
        return letter.substring(0, letter.indexOf(' '));
    }
}
