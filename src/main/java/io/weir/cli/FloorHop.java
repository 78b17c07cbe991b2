package io.weir.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** A hop of the floor: reads the entity's entry and writes another, writes those for the transaction, and sends it on. */
final class FloorHop implements Processor<String, byte[], String, byte[]> {

    /**
     * What a hop does.
     *
     * @param entity index of its entity
     * @param profiles name of the store by entity
     * @param transactions names of the stores by transaction
     * @param sent name of what it sends on
     * @param sentUnder index of the entity under whose key it sends that
     * @param like what Weir wrote, by name
     */
    record Stage(
            int entity,
            String profiles,
            List<String> transactions,
            String sent,
            int sentUnder,
            Map<String, FloorSamples> like) {

        List<String> stores() {
            return Stream.concat(Stream.of(profiles), transactions.stream()).toList();
        }

        byte[] value(String name, String key, int number) {
            return Objects.requireNonNull(like.get(name), name).value(key, number);
        }
    }

    private final Stage stage;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> profiles;
    private final Map<String, WindowStore<String, byte[]>> transactions = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    FloorHop(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        profiles = context.getStateStore(stage.profiles());
        stage.transactions().forEach(name -> transactions.put(name, context.getStateStore(name)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        byte[] message = record.value();
        int number = FloorMessage.number(message);
        String key = FloorMessage.key(message, stage.entity());
        var unused = profiles.get(key);
        profiles.put(key, stage.value(stage.profiles(), key, number));
        String id = LoadPayments.id(number);
        transactions.forEach((name, store) -> store.put(id, stage.value(name, id, number), record.timestamp()));
        String sentUnder = FloorMessage.key(message, stage.sentUnder());
        context.forward(record.withValue(FloorMessage.refill(message, stage.value(stage.sent(), sentUnder, number))));
    }
}
