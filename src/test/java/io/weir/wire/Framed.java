package io.weir.wire;

import java.nio.ByteBuffer;

/** Bytes in the Confluent wire format's frame. */
final class Framed {

    private Framed() {}

    static byte[] of(int id, byte[] payload) {
        return ByteBuffer.allocate(WireFrame.HEADER + payload.length)
                .put(WireFrame.header(id))
                .put(payload)
                .array();
    }
}
