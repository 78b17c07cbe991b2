package io.weir.model;

import java.nio.ByteBuffer;

/** Reads what {@link ByteWriter} wrote and trusts none of it: every size is checked before memory is taken. */
final class ByteReader {

    private final String what;
    private final ByteBuffer in;
    private final int version;

    /** @throws IllegalArgumentException when tag or version are not those expected */
    ByteReader(String what, byte[] bytes, String tag, int version) {
        this(what, bytes, tag, version, version);
    }

    /** @throws IllegalArgumentException when the tag is another, or the version not from oldest to newest */
    ByteReader(String what, byte[] bytes, String tag, int oldest, int newest) {
        this.what = what;
        this.in = ByteBuffer.wrap(bytes);
        int found = readInt("tag");
        if (found != ByteWriter.tag(tag)) {
            throw error("it begins with " + Integer.toHexString(found) + ", not with the letters " + tag);
        }
        version = readInt("format version");
        if (version < oldest || version > newest) {
            throw error("format version is " + version + "; allowed: "
                    + (oldest == newest ? oldest : oldest + " to " + newest));
        }
    }

    int version() {
        return version;
    }

    int readInt(String name) {
        need(name, 1, Integer.BYTES);
        return in.getInt();
    }

    /** An int from min to max. */
    int readInt(String name, int min, int max) {
        int value = readInt(name);
        if (value < min || value > max) {
            throw error(name + " is " + value + "; allowed: " + min + " to " + max);
        }
        return value;
    }

    /** A finite float. */
    float readFloat(String name) {
        need(name, 1, Float.BYTES);
        float value = in.getFloat();
        if (!Float.isFinite(value)) {
            throw error(name + " is " + value + "; allowed: a finite number");
        }
        return value;
    }

    /** A finite double. */
    double readDouble(String name) {
        need(name, 1, Double.BYTES);
        double value = in.getDouble();
        if (!Double.isFinite(value)) {
            throw error(name + " is " + value + "; allowed: a finite number");
        }
        return value;
    }

    /** A double, infinity included. */
    double readNumber(String name) {
        need(name, 1, Double.BYTES);
        double value = in.getDouble();
        if (Double.isNaN(value)) {
            throw error(name + " is NaN; allowed: a number");
        }
        return value;
    }

    double[] readDoubles(String name, int count) {
        need(name, count, Double.BYTES);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = readDouble(name + "[" + i + "]");
        }
        return values;
    }

    /** Fails unless the bytes that are left can hold so many items. */
    void need(String name, int count, int bytesEach) {
        if ((long) count * bytesEach > in.remaining()) {
            throw error("it ends inside " + name + ": " + (long) count * bytesEach + " bytes needed at " + in.position()
                    + ", " + in.remaining() + " left");
        }
    }

    /** Fails when bytes are left over. */
    void end() {
        if (in.hasRemaining()) {
            throw error(in.remaining() + " bytes follow its end");
        }
    }

    IllegalArgumentException error(String reason) {
        return new IllegalArgumentException(what + " cannot be read: " + reason);
    }
}
