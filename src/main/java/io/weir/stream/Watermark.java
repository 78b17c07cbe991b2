package io.weir.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event time that every task before a hop has passed: all that is earlier has arrived. The least of what the tasks say,
 * those left out that are idle; when all are idle the greatest. Nothing is known until every task was heard of. It never
 * falls: an idle task that wakes up counts again, and what it sends from before the watermark is late.
 */
final class Watermark {

    private final long[] times;
    private final boolean[] heard;
    private final boolean[] idle;
    private long first = Long.MAX_VALUE;
    private long value = Long.MIN_VALUE;

    /** @param tasks before the hop */
    Watermark(int tasks) {
        times = new long[tasks];
        Arrays.fill(times, Long.MIN_VALUE);
        heard = new boolean[tasks];
        idle = new boolean[tasks];
    }

    /**
     * Takes a task's word. Of its times the greatest holds; {@link Long#MIN_VALUE} is that of one that never had a record.
     *
     * @param task from 0
     */
    void accept(int task, long timeMillis, boolean isIdle) {
        if (task < 0 || task >= times.length) {
            throw new IllegalArgumentException("mark of task " + task + "; allowed: 0 to " + (times.length - 1));
        }
        heard[task] = true;
        idle[task] = isIdle;
        times[task] = Math.max(times[task], timeMillis);
        // An idle task's time may be that of a record that never became a message.
        first = isIdle || timeMillis == Long.MIN_VALUE ? first : Math.min(first, timeMillis);
        value = Math.max(value, now());
    }

    private long now() {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        boolean allIdle = true;
        for (int i = 0; i < times.length; i++) {
            if (!heard[i]) {
                return Long.MIN_VALUE;
            }
            greatest = Math.max(greatest, times[i]);
            least = idle[i] ? least : Math.min(least, times[i]);
            allIdle &= idle[i];
        }
        return allIdle ? greatest : least;
    }

    /** Everything earlier has arrived; {@link Long#MIN_VALUE} while nothing is known. */
    long value() {
        return value;
    }

    /** The earliest time that any task has named: where history begins; {@link Long#MAX_VALUE} before that. */
    long first() {
        return first;
    }

    byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(16 + 9 * times.length).putLong(first).putLong(value);
        for (int i = 0; i < times.length; i++) {
            out.put((byte) ((heard[i] ? 1 : 0) | (idle[i] ? 2 : 0))).putLong(times[i]);
        }
        return out.array();
    }

    /** What {@link #toBytes} wrote; of null one that knows nothing. */
    static Watermark fromBytes(int tasks, byte @Nullable [] bytes) {
        Watermark watermark = new Watermark(tasks);
        if (bytes == null) {
            return watermark;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        watermark.first = in.getLong();
        watermark.value = in.getLong();
        for (int i = 0; i < tasks; i++) {
            byte state = in.get();
            watermark.heard[i] = (state & 1) != 0;
            watermark.idle[i] = (state & 2) != 0;
            watermark.times[i] = in.getLong();
        }
        return watermark;
    }
}
