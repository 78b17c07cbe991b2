package io.weir.baserate;

/**
 * What one partition counted in one window, on its way to the estimator: small, its rate independent of traffic, mergeable by
 * addition. {@link #toBytes} and {@link #fromBytes} carry it.
 */
public final class WindowEvidence {

    private static final int FORMAT = 2;

    private final int partition;
    private final long windowEnd;
    private final boolean idle;
    private final WindowCounts counts;

    WindowEvidence(int partition, long windowEnd, boolean idle, WindowCounts counts) {
        this.partition = partition;
        this.windowEnd = windowEnd;
        this.idle = idle;
        this.counts = counts;
    }

    public int partition() {
        return partition;
    }

    /** End of the window, event time: all that the partition counted up to it has been sent with this. */
    public long windowEndMillis() {
        return windowEnd;
    }

    /** True when the partition has had nothing for so long that nobody should wait for it. */
    public boolean idle() {
        return idle;
    }

    WindowCounts counts() {
        return counts;
    }

    public byte[] toBytes() {
        PackedBytes.Out out =
                new PackedBytes.Out().put(FORMAT).put(partition).put(windowEnd).put(idle ? 1 : 0);
        counts.write(out);
        return out.toBytes();
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @throws IllegalStateException when the format is not known
     */
    public static WindowEvidence fromBytes(byte[] bytes) {
        PackedBytes.In in = new PackedBytes.In("base-rate evidence", bytes, FORMAT);
        return new WindowEvidence(in.count(), in.number(), in.number() == 1, WindowCounts.read(in));
    }
}
