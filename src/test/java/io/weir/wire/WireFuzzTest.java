package io.weir.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.Fuzz;
import io.weir.testing.Mutation;
import io.weir.testing.TextMutation;
import io.weir.transaction.InvalidRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any bytes under any schema are a record or an {@link InvalidRecordException}. */
class WireFuzzTest extends StubbedWire {

    /** A refused schema's messages, and the registry's answer, are most of it. */
    private static final long MOST_BYTES = 8 << 20;

    private static final List<GoldenBytesTest.Kind> KINDS =
            GoldenBytesTest.kinds().toList();

    /** The kind of record that a schema id stands for. */
    private final List<GoldenBytesTest.Kind> kindById = new ArrayList<>();

    @BeforeEach
    void register() {
        KINDS.forEach(this::register);
    }

    private int register(GoldenBytesTest.Kind kind) {
        return register(kind, PlainSchema.json(kind.schema()));
    }

    private int register(GoldenBytesTest.Kind kind, String schema) {
        int id = registry.add(schema);
        while (kindById.size() < id) {
            kindById.add(kind);
        }
        return id;
    }

    @Test
    void records_with_mutated_bytes_are_read_or_refused() {
        List<byte[]> samples =
                KINDS.stream().map(kind -> kind.write().apply(wire)).toList();
        run(10_000, random -> {
                    byte[] good = samples.get(random.nextInt(samples.size()));
                    byte[] bytes = Mutation.of(List.of(good, samples.get(random.nextInt(samples.size()))), random);
                    boolean sameSchema = random.nextInt(20) > 0;
                    return sameSchema ? framedAs(good, bytes) : bytes;
                })
                .reaches(300, 30);
    }

    private static byte[] framedAs(byte[] good, byte[] bytes) {
        System.arraycopy(good, 0, bytes, 0, Math.min(WireFrame.HEADER, bytes.length));
        return bytes;
    }

    @Test
    void records_with_hostile_values_are_read_or_refused() {
        run(2_000, random -> {
                    GoldenBytesTest.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                    return Framed.of(register(kind), HostileAvro.of(kind.schema(), random));
                })
                .reaches(50, 20);
    }

    @Test
    void records_under_mutated_schemas_are_read_or_refused() {
        run(500, random -> {
                    GoldenBytesTest.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                    List<String> plain = List.of(PlainSchema.json(kind.schema()));
                    int id = register(kind, new String(TextMutation.of(plain, random), UTF_8));
                    return Framed.of(id, HostileAvro.of(kind.schema(), random));
                })
                .reaches(5, 15);
    }

    private Fuzz run(int inputs, Function<SplittableRandom, byte[]> maker) {
        return Fuzz.run(inputs, maker, this::read, InvalidRecordException.class::isInstance, MOST_BYTES);
    }

    private void read(byte[] bytes) {
        int id = bytes.length < WireFrame.HEADER
                ? 0
                : ByteBuffer.wrap(bytes, 1, 4).getInt();
        boolean known = id > 0 && id <= kindById.size();
        assertThat(kindById.get(known ? id - 1 : 0).read().apply(wire, bytes)).isNotNull();
    }
}
