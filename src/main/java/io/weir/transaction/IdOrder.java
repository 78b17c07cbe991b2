package io.weir.transaction;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * The order of transactions of one millisecond: by id, the shorter one first, of equal lengths by UTF-16 units (shortlex).
 * Ids that count up are in the order of their numbers: 9 before 10. A replay of history and the stream both break ties so.
 */
public final class IdOrder {

    public static final Comparator<String> SHORTLEX =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private IdOrder() {}

    /** Bytes that, compared as unsigned ones, order ids as {@link #SHORTLEX} does: length (2), units (2 each), big-endian. */
    public static byte[] sortable(String id) {
        ByteBuffer out = ByteBuffer.allocate(2 + 2 * id.length()).putShort((short) id.length());
        for (int i = 0; i < id.length(); i++) {
            out.putChar(id.charAt(i));
        }
        return out.array();
    }
}
