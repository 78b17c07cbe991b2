package io.weir.cli;

import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** A hop of the floor: reads the entity's entry and writes another, writes one for the transaction, and sends it on. */
final class FloorHop implements Processor<String, byte[], String, byte[]> {

    /**
     * What a hop does.
     *
     * @param entity index of its entity
     * @param profiles name of the store by entity
     * @param transactions name of the store by transaction; null: this hop has none
     */
    record Stage(
            int entity,
            String profiles,
            FloorSamples profileValues,
            @Nullable String transactions,
            @Nullable FloorSamples transactionValues,
            FloorSamples sent) {

        List<String> stores() {
            return transactions == null ? List.of(profiles) : List.of(profiles, transactions);
        }
    }

    private final Stage stage;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> profiles;
    private @Nullable WindowStore<String, byte[]> transactions;

    @SuppressWarnings("NullAway.Init")
    FloorHop(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        profiles = context.getStateStore(stage.profiles());
        transactions = stage.transactions() == null ? null : context.getStateStore(stage.transactions());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        byte[] message = record.value();
        int number = FloorMessage.number(message);
        String key = FloorMessage.key(message, stage.entity());
        byte[] before = profiles.get(key);
        profiles.put(key, stage.profileValues().value(before == null ? number : number + before.length));
        FloorSamples values = stage.transactionValues();
        if (transactions != null && values != null) {
            transactions.put("transaction-" + number, values.value(number), record.timestamp());
        }
        context.forward(
                record.withValue(FloorMessage.refill(message, stage.sent().value(number))));
    }
}
