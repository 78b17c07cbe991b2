package io.weir.stream;

import io.weir.transaction.Label;
import java.nio.ByteBuffer;

/**
 * Which label of a transaction holds: of several the one reported last.
 *
 * @param fraud what it says; false without one
 * @param reported when it became known; {@link Long#MIN_VALUE} without one
 */
record LabelInForce(boolean fraud, long reported) {

    static final LabelInForce NONE = new LabelInForce(false, Long.MIN_VALUE);

    static LabelInForce of(Label label) {
        return new LabelInForce(label.fraud(), label.reportedMillis());
    }

    /** True when a label is newer than the one that holds. */
    boolean isOlderThan(Label label) {
        return label.reportedMillis() > reported;
    }

    /** Change to the count of frauds when a label takes over. */
    int change(Label label) {
        return (label.fraud() ? 1 : 0) - (fraud ? 1 : 0);
    }

    void write(Packed out) {
        out.put(fraud ? 1 : 0).put(reported);
    }

    static LabelInForce read(ByteBuffer in) {
        return new LabelInForce(in.get() == 1, in.getLong());
    }
}
