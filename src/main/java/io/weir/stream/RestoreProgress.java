package io.weir.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the stores of this instance are from what their changelogs hold. */
final class RestoreProgress implements StateRestoreListener {

    /** Records left, by partition of a changelog; of those that are being restored. */
    private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        left.put(changelog, Math.max(0, end - from));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long restored) {
        left.computeIfPresent(changelog, (partition, before) -> Math.max(0, before - restored));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long restored) {
        left.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long restored) {
        left.remove(changelog);
    }

    /** Stores, one for each partition, that are being restored. */
    int stores() {
        return left.size();
    }

    /** Records of their changelogs that they still lack; transaction markers count as records. */
    long records() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }
}
