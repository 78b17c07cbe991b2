package io.weir.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What travels through the floor: a record of Weir's in whose first bytes the number of a transaction and the keys of its entities
 * are written, so that it is as long as Weir's.
 */
final class FloorMessage {

    private static final int FIXED = 5;

    private FloorMessage() {}

    static byte[] write(int number, List<String> keys, byte[] like) {
        List<byte[]> utf8 =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        int head = FIXED + utf8.stream().mapToInt(key -> 1 + key.length).sum();
        byte[] message = Arrays.copyOf(like, Math.max(like.length, head));
        ByteBuffer out = ByteBuffer.wrap(message).putInt(number).put((byte) keys.size());
        utf8.forEach(key -> out.put((byte) key.length).put(key));
        return message;
    }

    /** The same in another record of Weir's. */
    static byte[] refill(byte[] message, byte[] like) {
        int head = FIXED;
        for (int i = message[FIXED - 1]; i > 0; i--) {
            head += 1 + message[head];
        }
        byte[] refilled = like.length < head ? Arrays.copyOf(like, head) : like;
        System.arraycopy(message, 0, refilled, 0, head);
        return refilled;
    }

    static int number(byte[] message) {
        return ByteBuffer.wrap(message).getInt();
    }

    static String key(byte[] message, int entity) {
        int at = FIXED;
        for (int i = 0; i < entity; i++) {
            at += 1 + message[at];
        }
        return new String(message, at + 1, message[at], StandardCharsets.UTF_8);
    }
}
