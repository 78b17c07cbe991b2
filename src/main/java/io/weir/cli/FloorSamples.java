package io.weir.cli;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Weir wrote to a topic in a round, for the floor to write as much: for each key records of the lengths that Weir's had, one
 * after the other and over again, made of bytes that Weir wrote, so that they are as easy to compress.
 */
final class FloorSamples {

    /** Bytes kept; the longest record fits. */
    private static final int POOL = 4 << 20;

    /** Spreads where in the pool records begin. */
    private static final long STRIDE = 7_919;

    private final Map<String, Lengths> byKey;
    private final Lengths all;
    private final byte[] pool;

    private FloorSamples(Builder read) {
        byKey = read.byKey;
        all = read.all;
        pool = read.kept.toByteArray();
    }

    /** Lengths in the order in which they were written. */
    private static final class Lengths {
        private int[] lengths = new int[4];
        private int count;
        private int next;

        void add(int length) {
            if (count == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            lengths[count++] = length;
        }

        /** Keys of hops and decisions are written by several threads. */
        synchronized int next() {
            int length = lengths[next];
            next = next + 1 == count ? 0 : next + 1;
            return length;
        }
    }

    /** Records as they are read. */
    static final class Builder {
        private final Map<String, Lengths> byKey = new HashMap<>();
        private final Lengths all = new Lengths();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        /** A tombstone does not count, and no record without a key: that is a mark of progress. */
        Builder add(@Nullable String key, byte @Nullable [] value) {
            if (key != null && !key.isEmpty() && value != null) {
                byKey.computeIfAbsent(key, unknown -> new Lengths()).add(value.length);
                all.add(value.length);
                if (kept.size() < POOL) {
                    kept.write(value, 0, value.length);
                }
            }
            return this;
        }

        FloorSamples build() {
            return new FloorSamples(this);
        }
    }

    /** What came to topics since a mark, by the name that a topic has here. */
    static Map<String, FloorSamples> since(LoadMark mark, Map<String, String> topics) {
        Map<String, FloorSamples> all = new LinkedHashMap<>();
        topics.forEach((name, topic) -> {
            Builder builder = new Builder();
            mark.since(topic, record -> builder.add(record.key(), record.value()));
            if (builder.all.count == 0) {
                throw new UserException("nothing was written to topic " + topic + ": there is nothing to compare with");
            }
            all.put(name, builder.build());
        });
        return all;
    }

    /**
     * The next one of a key; of a key that Weir did not write, as none of a window store is, the number decides which.
     *
     * @param number of the transaction
     */
    byte[] value(String key, int number) {
        Lengths own = byKey.get(key);
        int length = own == null ? all.lengths[Math.floorMod(number, all.count)] : own.next();
        int from = (int) Math.floorMod(number * STRIDE, pool.length - length + 1L);
        return Arrays.copyOfRange(pool, from, from + length);
    }

    double meanBytes() {
        long sum = 0;
        for (int i = 0; i < all.count; i++) {
            sum += all.lengths[i];
        }
        return (double) sum / all.count;
    }
}
