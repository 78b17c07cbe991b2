package io.weir.baserate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Counts and numbers as bytes, written and read in the same order; whole numbers take as few bytes as they need (zigzag, LEB128). */
final class PackedBytes {

    /** Bytes of the longest whole number. */
    private static final int LONGEST = 10;

    private PackedBytes() {}

    /** Grows as it is written. */
    static final class Out {
        private byte[] bytes;
        private int size;

        Out() {
            this(256);
        }

        /** @param room for so many bytes without growing */
        Out(int room) {
            bytes = new byte[room];
        }

        Out put(long value) {
            reserve(LONGEST);
            append(value);
            return this;
        }

        /** Where there is room for it. */
        private void append(long value) {
            long left = (value << 1) ^ (value >> 63);
            while ((left & ~0x7FL) != 0) {
                bytes[size++] = (byte) ((left & 0x7F) | 0x80);
                left >>>= 7;
            }
            bytes[size++] = (byte) left;
        }

        Out put(double value) {
            reserve(8);
            ByteBuffer.wrap(bytes, size, 8).putDouble(value);
            size += 8;
            return this;
        }

        Out put(String text) {
            return put(text.getBytes(StandardCharsets.UTF_8));
        }

        Out put(byte[] block) {
            put(block.length);
            reserve(block.length);
            System.arraycopy(block, 0, bytes, size, block.length);
            size += block.length;
            return this;
        }

        /** A histogram; runs of zeros take two bytes. */
        Out putCounts(long[] counts) {
            reserve(LONGEST * (counts.length + 1));
            append(counts.length);
            for (int i = 0; i < counts.length; i++) {
                append(counts[i]);
                if (counts[i] == 0) {
                    int run = i;
                    while (run + 1 < counts.length && counts[run + 1] == 0) {
                        run++;
                    }
                    append(run - i);
                    i = run;
                }
            }
            return this;
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }

        private void reserve(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
            }
        }
    }

    /** Reads what {@link Out} wrote. */
    static final class In {
        private final ByteBuffer in;

        /** @throws IllegalStateException when the first number is not the format expected */
        In(String what, byte[] bytes, int format) {
            in = ByteBuffer.wrap(bytes);
            long found = bytes.length == 0 ? -1 : number();
            if (found != format) {
                throw new IllegalStateException(what + " has format " + found + "; known: " + format);
            }
        }

        long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = in.get();
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    return (value >>> 1) ^ -(value & 1);
                }
            }
        }

        int count() {
            return Math.toIntExact(number());
        }

        double real() {
            return in.getDouble();
        }

        byte[] block() {
            byte[] block = new byte[count()];
            in.get(block);
            return block;
        }

        String text() {
            return new String(block(), StandardCharsets.UTF_8);
        }

        long[] counts() {
            long[] counts = new long[count()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = number();
                if (counts[i] == 0) {
                    i += count();
                }
            }
            return counts;
        }
    }
}
