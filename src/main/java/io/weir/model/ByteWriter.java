package io.weir.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a model's bytes, big-endian, behind a tag of four letters and a format version. */
final class ByteWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    ByteWriter(String tag, int version) {
        writeInt(tag(tag));
        writeInt(version);
    }

    static int tag(String letters) {
        return letters.charAt(0) << 24 | letters.charAt(1) << 16 | letters.charAt(2) << 8 | letters.charAt(3);
    }

    void writeInt(int value) {
        try {
            out.writeInt(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    void writeDouble(double value) {
        try {
            out.writeDouble(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeDoubles(double[] values) {
        for (double value : values) {
            writeDouble(value);
        }
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
