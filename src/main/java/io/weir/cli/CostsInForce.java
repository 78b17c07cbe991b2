package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.decision.ModelBundle;
import io.weir.decision.Policy;
import io.weir.stream.Topics;
import io.weir.training.BundleFile;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.WireFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a base rate is compared with at an event time: the champion's own, and the costs that decide.
 *
 * @param reference base rate of the champion's calibration window
 * @param policy in force, or the champion's own
 */
record CostsInForce(double reference, Policy policy) {

    private static final Logger LOG = LoggerFactory.getLogger(CostsInForce.class);

    /** Null while no champion is published that this version can use. */
    static @Nullable CostsInForce at(long time, Consumer<String, byte[]> consumer, WireFormat wire, Settings settings) {
        Topics topics = StreamWiring.topics(settings);
        ModelBundle champion = newest(
                topics.bundles(),
                true,
                byTime(TopicTable.read(consumer, topics.bundles()), Champions.SLOT),
                time,
                value -> BundleFile.read(
                                wire.readBundle(topics.bundles(), value).content())
                        .bundle());
        if (champion == null) {
            return null;
        }
        Policy policy = newest(
                topics.policies(),
                false,
                byTime(
                        TopicTable.read(consumer, topics.policies()),
                        settings.decide().policy()),
                time,
                value -> wire.readPolicy(topics.policies(), value).policy());
        Policy own = champion.policy();
        return new CostsInForce(
                champion.baseRate(), policy == null || !policy.currency().equals(own.currency()) ? own : policy);
    }

    /** Records under {@code name|epoch milliseconds}, by that time. */
    private static TreeMap<Long, byte[]> byTime(Map<String, byte[]> table, String name) {
        TreeMap<Long, byte[]> byTime = new TreeMap<>();
        table.forEach((key, value) -> {
            if (key.startsWith(name + '|') && key.substring(name.length() + 1).matches("[0-9]{1,18}")) {
                byTime.put(Long.parseLong(key.substring(name.length() + 1)), value);
            }
        });
        return byTime;
    }

    /** The one that holds at a time and can be used; of those that hold from the first, the first one before it as well. */
    private static <T> @Nullable T newest(
            String topic, boolean firstHolds, TreeMap<Long, byte[]> byTime, long time, Function<byte[], T> reader) {
        boolean before = firstHolds && !byTime.isEmpty() && byTime.firstKey() > time;
        long until = before ? byTime.firstKey() : time;
        for (Map.Entry<Long, byte[]> entry :
                byTime.headMap(until, true).descendingMap().entrySet()) {
            try {
                return reader.apply(entry.getValue());
            } catch (InvalidRecordException | IllegalArgumentException e) {
                LOG.warn("{}: the record for {} cannot be used: {}", topic, entry.getKey(), e.getMessage());
            }
        }
        return null;
    }
}
