package io.weir.wire;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.nio.ByteBuffer;

/** The Confluent wire format's frame: magic byte 0, schema id in four bytes, big endian, then the payload. */
final class WireFrame {

    static final int HEADER = 5;

    private WireFrame() {}

    static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array();
    }

    /** @throws InvalidRecordException with reason UNREADABLE when the bytes have no such frame */
    static int id(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw unreadable("value has " + bytes.length + " bytes; allowed: a frame of magic byte 0 and a schema id");
        }
        if (bytes[0] != 0) {
            throw unreadable("first byte is " + (bytes[0] & 0xff) + "; allowed: 0, the Confluent wire format");
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }

    static InvalidRecordException unreadable(String message) {
        return new InvalidRecordException(Reason.UNREADABLE, message);
    }
}
