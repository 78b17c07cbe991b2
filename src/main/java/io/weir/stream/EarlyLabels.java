package io.weir.stream;

import io.weir.transaction.Label;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Labels that came before their transaction, in order of arrival; usually none. */
final class EarlyLabels {

    /** Labels of one transaction: nobody reports as often. */
    static final int MOST = 100;

    private final KeyValueStore<String, byte[]> store;
    private final boolean exactlyOnce;
    /** Transactions whose labels were taken as orphans. */
    private final Unflushed<String> taken;

    EarlyLabels(KeyValueStore<String, byte[]> store, boolean exactlyOnce, Unflushed<String> taken) {
        this.store = store;
        this.exactlyOnce = exactlyOnce;
        this.taken = taken;
    }

    static EarlyLabels of(StreamParts parts, ProcessingContext context) {
        return new EarlyLabels(
                context.getStateStore(StateStores.EARLY_LABELS),
                parts.settings().exactlyOnce(),
                parts.unflushed());
    }

    /**
     * What waits for one transaction.
     *
     * @param matched at least once: the transaction has come
     */
    private record Waiting(boolean matched, List<Label> labels) {

        byte[] write() {
            return Packed.write(out -> {
                out.put(matched ? 1 : 0).put((long) labels.size());
                labels.forEach(label -> HopMessage.writeLabel(out, label));
            });
        }

        static Waiting read(byte[] bytes) {
            return Packed.read(bytes, Waiting::read);
        }

        private static Waiting read(ByteBuffer in) {
            boolean matched = in.get() == 1;
            List<Label> labels = new ArrayList<>();
            for (long i = in.getLong(); i > 0; i--) {
                labels.add(HopMessage.readLabel(in));
            }
            return new Waiting(matched, labels);
        }
    }

    /**
     * Keeps a label until its transaction comes, once however often it came; false when too many of that transaction wait already.
     */
    boolean keep(Label label) {
        Waiting before = waiting(label.transactionId());
        // Those that were matched had their outcome; that the transaction was forgotten since does not take it back.
        List<Label> labels = before == null || before.matched() ? new ArrayList<>() : new ArrayList<>(before.labels());
        if (labels.contains(label)) {
            return true;
        }
        if (labels.size() == MOST) {
            return false;
        }
        labels.add(label);
        store.put(label.transactionId(), new Waiting(false, labels).write());
        // Those that were taken as orphans stay with it, to be taken again, and are not deleted with it inside.
        taken.keep(label.transactionId());
        return true;
    }

    List<Label> of(String transactionId) {
        Waiting waiting = waiting(transactionId);
        return waiting == null ? List.of() : waiting.labels();
    }

    /**
     * The transaction has come, and its labels were sent after it. At least once they stay until they are old, no orphans: a
     * crash may lose what was sent, and the transaction come again.
     */
    void matched(String transactionId) {
        Waiting waiting = waiting(transactionId);
        if (waiting != null && exactlyOnce) {
            store.delete(transactionId);
        } else if (waiting != null && !waiting.matched()) {
            store.put(transactionId, new Waiting(true, waiting.labels()).write());
        }
    }

    private @Nullable Waiting waiting(String transactionId) {
        byte[] bytes = store.get(transactionId);
        return bytes == null ? null : Waiting.read(bytes);
    }

    /**
     * All labels of transactions that did not come and whose last label was reported before a time; they are given once, and
     * kept no longer than until what is sent of them now is with the brokers.
     */
    List<Label> takeReportedBefore(long millis) {
        taken.settle(ids -> ids.forEach(store::delete));
        List<Label> orphans = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                Waiting waiting = Waiting.read(entry.value);
                boolean old = waiting.labels().stream().allMatch(label -> label.reportedMillis() < millis);
                if (old && !taken.contains(entry.key)) {
                    orphans.addAll(waiting.matched() ? List.of() : waiting.labels());
                    ids.add(entry.key);
                }
            }
        }
        taken.add(ids);
        taken.settle(settled -> settled.forEach(store::delete));
        return orphans;
    }
}
