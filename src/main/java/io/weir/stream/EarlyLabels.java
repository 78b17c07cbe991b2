package io.weir.stream;

import io.weir.transaction.Label;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Labels that came before their transaction, in order of arrival; usually none. */
record EarlyLabels(KeyValueStore<String, byte[]> store) {

    void keep(Label label) {
        List<Label> labels = new ArrayList<>(read(store.get(label.transactionId())));
        labels.add(label);
        store.put(label.transactionId(), write(labels));
    }

    List<Label> of(String transactionId) {
        return read(store.get(transactionId));
    }

    void forget(String transactionId) {
        store.delete(transactionId);
    }

    /** All labels of transactions whose last label was reported before a time; they are no longer kept. */
    List<Label> takeReportedBefore(long millis) {
        List<Label> orphans = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                List<Label> labels = read(entry.value);
                if (labels.stream().allMatch(label -> label.reportedMillis() < millis)) {
                    orphans.addAll(labels);
                    ids.add(entry.key);
                }
            }
        }
        ids.forEach(store::delete);
        return orphans;
    }

    private static byte[] write(List<Label> labels) {
        return Packed.write(out -> {
            out.put((long) labels.size());
            labels.forEach(label -> HopMessage.writeLabel(out, label));
        });
    }

    private static List<Label> read(byte @Nullable [] bytes) {
        return bytes == null ? List.of() : Packed.read(bytes, EarlyLabels::labels);
    }

    private static List<Label> labels(ByteBuffer in) {
        List<Label> labels = new ArrayList<>();
        for (long i = in.getLong(); i > 0; i--) {
            labels.add(HopMessage.readLabel(in));
        }
        return labels;
    }
}
