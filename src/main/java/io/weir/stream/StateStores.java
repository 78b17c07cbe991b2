package io.weir.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The state stores, each with its name, key and value; those of profiles are named by their {@link Hop},
 * those of what waits by their {@link OrderStage}. */
final class StateStores {

    /** Transaction id, at its event time → {@link PassedTransaction}: where the labels of a transaction have to go. */
    static final String PASSED = "passed-transactions";
    /** Transaction id → labels that came before their transaction. */
    static final String EARLY_LABELS = "early-labels";
    /** Transaction id, at its event time → {@link SeenTransaction}. */
    static final String SEEN = "seen-transactions";
    /** Evidence of the windows that this partition has not passed, by their start, and how far it has passed. */
    static final String EVIDENCE_WINDOWS = "evidence-windows";
    /** One entry: what a review slot is worth in this partition. */
    static final String SLOT_PRICE = "review-slot-price";
    /** One entry: state of the estimator of the base rate. */
    static final String ESTIMATOR = "base-rate-estimator";
    /** Global: key in the topic → record. */
    static final String BUNDLES = "bundles";

    static final String POLICIES = "policies";
    static final String BASE_RATES = "base-rates";
    static final String BASE_RATE_COMMANDS = "base-rate-commands";

    private StateStores() {}

    static StoreBuilder<KeyValueStore<String, byte[]>> keyed(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    /** What waits, by {@link OrderKey}. */
    static StoreBuilder<KeyValueStore<byte[], byte[]>> waiting(String name) {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray());
    }

    /** Small and hot: in memory, written to its changelog once a commit. */
    static StoreBuilder<KeyValueStore<String, byte[]>> hot(String name) {
        return inMemory(name, Serdes.String()).withCachingEnabled();
    }

    /**
     * The same for what is counted of transactions. At least once it is written with each change, as {@link #SEEN} is: a crash
     * would keep that a transaction was counted, and lose the count.
     */
    static <K> StoreBuilder<KeyValueStore<K, byte[]>> counts(String name, Serde<K> key, boolean exactlyOnce) {
        var store = inMemory(name, key);
        return exactlyOnce ? store.withCachingEnabled() : store;
    }

    private static <K> StoreBuilder<KeyValueStore<K, byte[]>> inMemory(String name, Serde<K> key) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, Serdes.ByteArray());
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> global(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    /**
     * By event time; whole segments fall away when they are older than the retention. The changelog's records carry the
     * broker's clock: its own retention runs by it, and must not take the state of a replayed past for expired.
     */
    static <V> StoreBuilder<WindowStore<String, V>> timed(String name, Serde<V> value, Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(name, retention, Duration.ofMillis(1), false),
                        Serdes.String(),
                        value)
                .withLoggingEnabled(Map.of("message.timestamp.type", "LogAppendTime"));
    }
}
