package io.weir.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Growing buffer for the bytes that stay inside the application: hops between partitions and state. */
final class Packed {

    private static final byte FORMAT = 3;

    private ByteBuffer out = ByteBuffer.allocate(256);

    private Packed() {}

    /** Bytes of a value, behind a format byte. */
    static byte[] write(Consumer<Packed> body) {
        Packed packed = new Packed();
        packed.put(FORMAT);
        body.accept(packed);
        return Arrays.copyOf(packed.out.array(), packed.out.position());
    }

    /**
     * The value in bytes that {@link #write} made.
     *
     * @throws IllegalStateException when the format is not known
     */
    static <T> T read(byte[] bytes, Function<ByteBuffer, T> body) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("internal record has format " + format + "; known: " + FORMAT);
        }
        return body.apply(in);
    }

    Packed put(int value) {
        room(1).put((byte) value);
        return this;
    }

    Packed put(long value) {
        room(8).putLong(value);
        return this;
    }

    Packed put(double value) {
        room(8).putDouble(value);
        return this;
    }

    Packed put(double[] values) {
        ByteBuffer buffer = room(4 + 8 * values.length).putInt(values.length);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return this;
    }

    Packed put(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(4 + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    Packed putNumbers(Map<String, Double> values) {
        room(4).putInt(values.size());
        values.forEach((name, value) -> put(name).put(value.doubleValue()));
        return this;
    }

    Packed putTexts(Map<String, String> values) {
        room(4).putInt(values.size());
        values.forEach((name, value) -> put(name).put(value));
        return this;
    }

    /** Keys of entities, some of them null. */
    Packed putKeys(List<@Nullable String> keys) {
        put(keys.size());
        for (String key : keys) {
            put(key == null ? 0 : 1);
            if (key != null) {
                put(key);
            }
        }
        return this;
    }

    static List<@Nullable String> keys(ByteBuffer in) {
        List<@Nullable String> keys = new ArrayList<>();
        for (int i = in.get(); i > 0; i--) {
            keys.add(in.get() == 0 ? null : text(in));
        }
        return Collections.unmodifiableList(keys);
    }

    static double[] doubles(ByteBuffer in) {
        double[] values = new double[in.getInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getDouble();
        }
        return values;
    }

    static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static Map<String, Double> numbers(ByteBuffer in) {
        return map(in, ByteBuffer::getDouble);
    }

    static Map<String, String> texts(ByteBuffer in) {
        return map(in, Packed::text);
    }

    private static <T> Map<String, T> map(ByteBuffer in, Function<ByteBuffer, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        for (int i = in.getInt(); i > 0; i--) {
            values.put(text(in), value.apply(in));
        }
        return values;
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            int size = Math.max(out.capacity() * 2, out.position() + more);
            out = ByteBuffer.allocate(size).put(out.flip());
        }
        return out;
    }
}
