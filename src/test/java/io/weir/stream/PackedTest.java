package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.decision.Action;
import io.weir.decision.BaseRateEvidence;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every value that stays inside the application comes back as it was. */
class PackedTest {

    @Test
    void observed_writtenAndRead_isTheSame() {
        forSeedsTo(200, random -> {
            double[] values = random.doubles(random.nextInt(12))
                    .map(v -> v < 0.1 ? Double.NaN : -v)
                    .toArray();
            HopMessage.Observed written =
                    new HopMessage.Observed(transaction(random), random.nextLong(), values, random.nextBoolean());
            HopMessage read = roundTrip(HopMessage.serde(), written);
            assertThat(read).isInstanceOfSatisfying(HopMessage.Observed.class, observed -> {
                assertThat(observed.transaction()).isEqualTo(written.transaction());
                assertThat(observed.received()).isEqualTo(written.received());
                assertThat(observed.values()).isEqualTo(values);
            });
            assertThat(read.account()).isEqualTo(written.transaction().account());
        });
    }

    @Test
    void observed_with_the_longest_texts_allowed_fits_the_topics_between_partitions(@TempDir Path stateDir) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            attributes.put("€".repeat(252) + (1_000 + i), "€".repeat(1_024));
        }
        String id = "€".repeat(256);
        Transaction longest = new Transaction(id, id, id, 0, 0, "USD", Map.of(), attributes);
        byte[] packed = HopMessage.serde()
                .serializer()
                .serialize("any", new HopMessage.Observed(longest, 0, new double[1_000], false));
        int largest = Integer.parseInt(WeirStream.properties(TestSettings.deciding(stateDir))
                .getProperty(StreamsConfig.topicPrefix("max.message.bytes")));
        assertThat(packed).hasSizeBetween(3_800_000, largest / 2);
    }

    @Test
    void judged_writtenAndRead_isTheSame() {
        forSeedsTo(200, random -> {
            HopMessage.Judged written = new HopMessage.Judged(
                    label(random), text(random), keys(random), time(random), random.nextBoolean());
            assertThat(roundTrip(HopMessage.serde(), written)).isEqualTo(written);
        });
    }

    @Test
    void mark_writtenAndRead_isTheSameAndGoesEverywhere() {
        for (long time : new long[] {Long.MIN_VALUE, 0, 1_740_787_200_000L}) {
            HopMessage.Passed written = new HopMessage.Passed(300, time, time == 0);
            assertThat(roundTrip(HopMessage.serde(), written)).isEqualTo(written);
            assertThat(written.partitions(3)).hasValue(Set.of(0, 1, 2));
        }
    }

    @Test
    void seen_writtenAndRead_isTheSame() {
        forSeedsTo(200, random -> {
            SeenTransaction.Decided decided = random.nextInt(4) == 0
                    ? null
                    : new SeenTransaction.Decided(
                            any(List.of(Action.values()), random),
                            random.nextDouble(),
                            random.nextDouble(),
                            random.nextDouble(),
                            random.nextLong(),
                            text(random));
            SeenTransaction written = new SeenTransaction(
                    random.nextLong(),
                    "JPY",
                    decided,
                    inForce(random),
                    new BaseRateEvidence(
                            random.nextBoolean() ? null : text(random) + "=",
                            random.nextGaussian(),
                            random.nextDouble()));
            assertThat(roundTrip(SeenTransaction.serde(), written)).isEqualTo(written);
        });
    }

    @Test
    void passed_writtenAndRead_isTheSame() {
        forSeedsTo(200, random -> {
            PassedTransaction written = new PassedTransaction(text(random), keys(random), inForce(random));
            assertThat(roundTrip(PassedTransaction.serde(), written)).isEqualTo(written);
        });
    }

    @Test
    void read_ofAnUnknownFormat_saysSo() {
        byte[] bytes = Packed.write(out -> out.put("text"));
        bytes[0] = 9;
        assertThatThrownBy(() -> Packed.read(bytes, Packed::text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 9");
    }

    @Test
    void read_pastTheEnd_throws() {
        byte[] bytes = Packed.write(out -> out.put(5L));
        assertThatThrownBy(() -> Packed.read(bytes, in -> in.getLong() + in.getLong()))
                .isInstanceOf(java.nio.BufferUnderflowException.class);
    }

    @Test
    void keepUseful_ofKafkaMeters_deniesOnlyTheNoise() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        KafkaMeters.keepUseful(registry);
        for (String name : List.of(
                "kafka.stream.thread.process.rate",
                "kafka.consumer.fetch.manager.records.lag.max",
                "kafka.producer.batch.size.avg",
                "kafka.admin.client.request.total",
                "weir.decisions",
                "jvm.memory.used")) {
            registry.counter(name).increment();
        }
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder(
                        "kafka.stream.thread.process.rate",
                        "kafka.consumer.fetch.manager.records.lag.max",
                        "weir.decisions",
                        "jvm.memory.used");
    }

    private static void forSeedsTo(int seeds, Consumer<Random> property) {
        for (int seed = 1; seed <= seeds; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static <T> T roundTrip(Serde<T> serde, T value) {
        byte[] bytes = serde.serializer().serialize("any", value);
        T read = serde.deserializer().deserialize("any", bytes);
        assertThat(serde.serializer().serialize("any", read)).hasSameSizeAs(bytes);
        return read;
    }

    static Transaction transaction(Random random) {
        Map<String, Double> numeric = new HashMap<>();
        Map<String, String> categorical = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            numeric.put(text(random), random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian());
            categorical.put(text(random), random.nextInt(5) == 0 ? "" : text(random));
        }
        long amount = random.nextLong(Transaction.MAX_AMOUNT_MINOR + 1);
        return new Transaction(
                text(random), text(random), text(random), time(random), amount, "EUR", numeric, categorical);
    }

    static Label label(Random random) {
        Label.Source source = any(List.of(Label.Source.values()), random);
        return new Label(text(random), text(random), random.nextBoolean(), source, time(random));
    }

    private static LabelInForce inForce(Random random) {
        return random.nextBoolean() ? LabelInForce.NONE : LabelInForce.of(label(random));
    }

    /** A key may be missing, and it may be empty. */
    private static List<@Nullable String> keys(Random random) {
        List<@Nullable String> keys = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            keys.add(any(Arrays.asList(null, "", text(random)), random));
        }
        return keys;
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static long time(Random random) {
        return random.nextLong(4_000_000_000_000L);
    }

    /** One to forty letters of several scripts, some outside the basic plane. */
    private static String text(Random random) {
        String alphabet = "abz059 -ßéΩж漢字😀";
        int[] letters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(40); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
