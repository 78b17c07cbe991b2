package io.weir.stream;

import io.weir.baserate.OpenWindow;
import io.weir.baserate.WindowEvidence;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts evidence for the base rate, window by window, in the order in which the account's task reads transactions and
 * labels.
 */
final class EvidenceProcessor implements Processor<byte[], Emission, String, WindowEvidence> {

    private static final String WHOLE = "all";

    private final StreamParts parts;
    private ProcessorContext<String, WindowEvidence> context;
    private KeyValueStore<String, byte[]> windows;
    private OpenWindow window;

    @SuppressWarnings("NullAway.Init")
    EvidenceProcessor(StreamParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, WindowEvidence> context) {
        this.context = context;
        windows = context.getStateStore(StateStores.OPEN_WINDOW);
        window = new OpenWindow(parts.settings().estimator().window(), windows.get(WHOLE));
    }

    @Override
    public void process(Record<byte[], Emission> record) {
        if (record.value() instanceof Emission.Counted counted) {
            WindowEvidence left =
                    window.advance(record.timestamp(), context.taskId().partition());
            if (left != null) {
                context.forward(new Record<>(WHOLE, left, record.timestamp()));
            }
            window.count(counted.eventTime(), counted.transactions(), counted.frauds());
            windows.put(WHOLE, window.toBytes());
        }
    }
}
