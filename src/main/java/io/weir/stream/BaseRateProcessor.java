package io.weir.stream;

import io.weir.baserate.BaseRateEstimator;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorState;
import io.weir.baserate.WindowEvidence;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds the partitions' evidence up and publishes the versions of the base rate of each window that closes. */
final class BaseRateProcessor implements Processor<String, WindowEvidence, byte[], Emission> {

    private static final String STATE = "state";

    private final StreamParts parts;
    private final BaseRateNews news;
    private ProcessorContext<byte[], Emission> context;
    private KeyValueStore<String, byte[]> store;
    private BaseRateEstimator estimator;

    @SuppressWarnings("NullAway.Init")
    BaseRateProcessor(StreamParts parts) {
        this.parts = parts;
        this.news = new BaseRateNews(parts);
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        this.context = context;
        store = context.getStateStore(StateStores.ESTIMATOR);
        StreamSettings settings = parts.settings();
        EstimatorState state = EstimatorState.fromBytes(settings.estimator(), store.get(STATE));
        estimator = new BaseRateEstimator(settings.partitions(), settings.estimator(), state);
    }

    @Override
    public void process(Record<String, WindowEvidence> record) {
        Published published = parts.published();
        estimator
                .accept(record.value(), time -> published.championAt(time).champion(), published::commandAt)
                .forEach(version -> publish(version, record.timestamp()));
        store.put(STATE, estimator.state().toBytes());
        context.commit();
    }

    private void publish(BaseRateVersion version, long timestamp) {
        news.published(version);
        String topic = parts.settings().topics().baseRates();
        String key = version.segment() + '|' + String.format(Locale.ROOT, "%012d", version.version());
        byte[] value = parts.patience().with(() -> parts.wire().baseRate(topic, version));
        context.forward(Emission.record(key, new Emission.ToTopic(topic, value), timestamp));
    }
}
