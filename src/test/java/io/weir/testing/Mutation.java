package io.weir.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Good bytes with a few edits that parsers of binary formats fear: lengths that lie, blocks out of place, ends too early. */
public final class Mutation {

    /** Varints of lengths that lie, in Avro's zigzag: 2^31 - 1, 2^40, the largest and the smallest long, -1. */
    private static final byte[][] LENGTHS = {
        {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40},
        {(byte) 0xfe, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {1},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
    };

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        255,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x7ff8L << 48,
        0x7f80_0000
    };

    private Mutation() {}

    /** One of these, edited once to four times; now and then nothing but noise. */
    public static byte[] of(List<byte[]> good, SplittableRandom random) {
        if (random.nextInt(50) == 0) {
            return noise(random, random.nextInt(512));
        }
        byte[] bytes = good.get(random.nextInt(good.size()));
        byte[] other = good.get(random.nextInt(good.size()));
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            bytes = edit(bytes, other, random);
        }
        return bytes;
    }

    private static byte[] edit(byte[] bytes, byte[] other, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        int length = random.nextInt(Math.min(bytes.length - at, 64) + 1);
        int from = random.nextInt(other.length + 1);
        int run = random.nextInt(Math.min(other.length - from, 64) + 1);
        return switch (random.nextInt(9)) {
            case 0 -> put(bytes, at, new byte[] {(byte) random.nextInt()});
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> splice(bytes, at, LENGTHS[random.nextInt(LENGTHS.length)], at);
            case 3 -> put(bytes, at, LENGTHS[random.nextInt(LENGTHS.length)]);
            case 4 -> put(bytes, at, number(random));
            case 5 -> splice(bytes, at, new byte[0], at + length);
            case 6 -> splice(bytes, at, Arrays.copyOfRange(other, from, from + run), at);
            case 7 -> splice(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
            default -> splice(bytes, at, noise(random, random.nextInt(16)), at);
        };
    }

    private static byte[] noise(SplittableRandom random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** A number of four or eight bytes, its highest first or last. */
    private static byte[] number(SplittableRandom random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        byte[] bytes = new byte[random.nextBoolean() ? Integer.BYTES : Long.BYTES];
        boolean lowestFirst = random.nextBoolean();
        for (int i = 0; i < bytes.length; i++) {
            bytes[lowestFirst ? i : bytes.length - 1 - i] = (byte) (number >> (8 * i));
        }
        return bytes;
    }

    private static byte[] put(byte[] bytes, int at, byte[] part) {
        return splice(bytes, at, part, Math.min(at + part.length, bytes.length));
    }

    /** The bytes up to here, a part, and the bytes from there on. */
    private static byte[] splice(byte[] bytes, int to, byte[] part, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, to);
        out.writeBytes(part);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }
}
