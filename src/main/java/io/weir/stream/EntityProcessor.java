package io.weir.stream;

import io.weir.feature.EntityProfile.Arrival;
import io.weir.feature.EntityProfile.Observation;
import io.weir.transaction.Transaction;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The hop of an entity after the account: observes it, reports labels to it, and sends both on. A transaction that names no
 * such entity passes as it is, and so do marks.
 */
final class EntityProcessor implements Processor<byte[], Emission, byte[], Emission> {

    private final StreamParts parts;
    private final Hop hop;
    private ProcessorContext<byte[], Emission> context;
    private Profiles profiles;

    @SuppressWarnings("NullAway.Init")
    EntityProcessor(StreamParts parts, Hop hop) {
        this.parts = parts;
        this.hop = hop;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        profiles = Profiles.of(hop, context);
    }

    @Override
    public void process(Record<byte[], Emission> record) {
        if (record.value() instanceof Emission.ToHop arrived) {
            take(arrived.message(), record.timestamp());
        }
    }

    private void take(HopMessage message, long timestamp) {
        String key = hop.key(message);
        if (key != null && message instanceof HopMessage.Observed observed) {
            observe(key, observed, timestamp);
            return;
        }
        if (key != null && message instanceof HopMessage.Judged judged) {
            profiles.report(key, judged.label(), judged.eventTime(), judged.again());
        }
        pass(message, timestamp);
    }

    private void observe(String key, HopMessage.Observed observed, long timestamp) {
        Transaction transaction = observed.transaction();
        Observation observation = profiles.observe(key, transaction, observed.values());
        Arrival arrival = observation.arrival();
        // The account's hop has let each id of an account through once: here it came from another account.
        boolean stranger = arrival == Arrival.REDELIVERED && parts.settings().exactlyOnce();
        if (stranger || arrival == Arrival.CONFLICTING) {
            context.forward(parts.conflict(transaction, timestamp));
            return;
        }
        boolean forgotten = observed.again() && !profiles.remembers(observation, transaction);
        if (arrival == Arrival.NEW && !forgotten) {
            profiles.keep(key, observation);
        }
        pass(
                new HopMessage.Observed(transaction, observed.received(), observation.values(), observed.again()),
                timestamp);
    }

    private void pass(HopMessage message, long timestamp) {
        context.forward(Emission.record(message.account(), new Emission.ToHop(message), timestamp));
    }
}
