package io.weir.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Well-formed Avro of a schema with values that nobody would send: any of a type's extremes in any field. */
final class HostileAvro {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "USD",
            "XXX",
            "usd",
            "\u0000",
            "\ufffd",
            "'\"\\",
            "a".repeat(256),
            "a".repeat(257),
            "ü".repeat(5_000),
            "NORMAL",
            "MOVED",
            "FREEZE",
            "RESUME",
            "ROLLBACK",
            "all",
            "above",
            "is",
            "pass",
            "decline",
            "account",
            "amount",
            "review",
            "ensemble",
            "CHARGEBACK");
    private static final double[] DOUBLES = {
        0,
        -0.0,
        0.5,
        1,
        -1,
        100,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        Double.MIN_VALUE
    };
    private static final long[] LONGS = {
        0, 1, -1, 5716, 1_767_225_600_123L, 1L << 40, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private final SplittableRandom random;

    private HostileAvro(SplittableRandom random) {
        this.random = random;
    }

    static byte[] of(Schema schema, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<Object>(schema, new GenericData())
                    .write(new HostileAvro(random).value(schema), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
                yield record;
            }
            case UNION -> value(pick(schema.getTypes()));
            case NULL -> null;
            case ENUM -> new GenericData.EnumSymbol(schema, pick(schema.getEnumSymbols()));
            case ARRAY -> new GenericData.Array<>(schema, many(() -> value(schema.getElementType())));
            case MAP -> {
                Map<String, @Nullable Object> map = new HashMap<>();
                many(() -> pick(TEXTS)).forEach(key -> map.put(key, value(schema.getValueType())));
                yield map;
            }
            case STRING -> pick(TEXTS);
            case BYTES -> ByteBuffer.wrap(new byte[random.nextInt(20)]);
            case LONG -> LONGS[random.nextInt(LONGS.length)];
            case INT -> (int) LONGS[random.nextInt(LONGS.length)];
            case DOUBLE -> DOUBLES[random.nextInt(DOUBLES.length)];
            case BOOLEAN -> random.nextBoolean();
            default -> throw new IllegalStateException("no schema of Weir has a " + schema.getType());
        };
    }

    private <T extends @Nullable Object> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T extends @Nullable Object> List<T> many(Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            all.add(one.get());
        }
        return all;
    }
}
