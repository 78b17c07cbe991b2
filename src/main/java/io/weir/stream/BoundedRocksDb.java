package io.weir.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One memory budget for all RocksDB stores of the process: block cache, index, filters and write buffers together. Without
 * it each store, and each segment of a window store, brings its own and memory grows with partitions.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Setting: bytes for all stores of the process; 256 MiB unless set. The first store opened fixes it. */
    public static final String BUDGET = "weir.rocksdb.memory.bytes";

    private static final long STANDARD = 256L << 20;

    /** Shared by all stores; made when the first one opens, never closed. */
    private record Shared(Cache cache, WriteBufferManager buffers) {

        private static @Nullable Shared made;

        static synchronized Shared of(long bytes) {
            Shared known = made;
            if (known == null) {
                RocksDB.loadLibrary();
                Cache cache = new LRUCache(bytes, -1, false, 0.1);
                known = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
                made = known;
            }
            return known;
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Object budget = configs.get(BUDGET);
        Shared shared = Shared.of(budget == null ? STANDARD : Long.parseLong(budget.toString()));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setFilterPolicy(new BloomFilter(10));
        options.setWriteBufferManager(shared.buffers());
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the buffers belong to the process.
    }
}
