package io.weir.stream;

import io.weir.baserate.BaseRateEstimator;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorState;
import io.weir.baserate.WindowEvidence;
import io.weir.decision.ModelBundle;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds the partitions' evidence up and publishes a version of the base rate for each window that closes. */
final class BaseRateProcessor implements Processor<String, WindowEvidence, byte[], Emission> {

    private final StreamParts parts;
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<String, byte[]> estimators;

    @SuppressWarnings("NullAway.Init")
    BaseRateProcessor(StreamParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        estimators = context.getStateStore(StateStores.ESTIMATORS);
    }

    @Override
    public void process(Record<String, WindowEvidence> record) {
        String segment = record.key();
        StreamSettings settings = parts.settings();
        BaseRateEstimator estimator = new BaseRateEstimator(
                segment,
                settings.partitions(),
                settings.estimator(),
                EstimatorState.fromBytes(estimators.get(segment)));
        WindowEvidence evidence = record.value();
        ModelBundle champion =
                parts.published().championAt(evidence.windowEndMillis()).bundle();
        for (BaseRateVersion version : estimator.accept(evidence, champion.baseRate(), champion.delays())) {
            publish(version, record.timestamp());
        }
        estimators.put(segment, estimator.state().toBytes());
    }

    private void publish(BaseRateVersion version, long timestamp) {
        String topic = parts.settings().topics().baseRates();
        String key = version.segment() + '|' + String.format(java.util.Locale.ROOT, "%012d", version.version());
        byte[] value = parts.patience().with(() -> parts.wire().baseRate(topic, version));
        context.forward(Emission.record(key, new Emission.ToTopic(topic, value), timestamp));
    }
}
