package io.weir.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What travels through the floor: the number of a transaction, the keys of its entities, and bytes to be as long as Weir's. */
final class FloorMessage {

    private FloorMessage() {}

    static byte[] write(int number, List<String> keys, byte[] filling) {
        List<byte[]> utf8 =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        int length = 5 + utf8.stream().mapToInt(key -> 1 + key.length).sum();
        ByteBuffer out =
                ByteBuffer.allocate(length + filling.length).putInt(number).put((byte) keys.size());
        utf8.forEach(key -> out.put((byte) key.length).put(key));
        return out.put(filling).array();
    }

    /** The same with another filling. */
    static byte[] refill(byte[] message, byte[] filling) {
        int head = 5;
        for (int i = message[4]; i > 0; i--) {
            head += 1 + message[head];
        }
        return ByteBuffer.allocate(head + filling.length)
                .put(message, 0, head)
                .put(filling)
                .array();
    }

    static int number(byte[] message) {
        return ByteBuffer.wrap(message).getInt();
    }

    static String key(byte[] message, int entity) {
        int at = 5;
        for (int i = 0; i < entity; i++) {
            at += 1 + message[at];
        }
        return new String(message, at + 1, message[at], StandardCharsets.UTF_8);
    }
}
