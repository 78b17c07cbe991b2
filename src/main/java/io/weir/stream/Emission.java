package io.weir.stream;

import io.weir.baserate.WindowEvidence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What a processor gives: a message for the next hop, evidence for the base rate, or a record for a topic outside. */
sealed interface Emission {

    /** To the next entity; behind the last one, to be decided. */
    record ToHop(HopMessage message) implements Emission {}

    /** To the estimator of the base rate. */
    record Evidence(WindowEvidence window) implements Emission {}

    /** To a topic outside, as it will be written. */
    record ToTopic(String topic, byte @Nullable [] value) implements Emission {}

    /** Writes what leaves the application. */
    static Serde<Emission> outside() {
        return Serdes.serdeFrom((topic, emission) -> ((ToTopic) emission).value(), (topic, bytes) -> {
            throw new IllegalStateException("emissions are only written");
        });
    }

    static Record<byte[], Emission> record(String key, Emission emission, long timestamp) {
        return new Record<>(key.getBytes(StandardCharsets.UTF_8), emission, timestamp, new RecordHeaders());
    }

    /**
     * Most bytes of a dead letter's key, and of its value: compressed, longer ones come over topics that take far less. Of those
     * the beginning is kept, and the message in the headers says how long what is wrong was.
     */
    int MOST_OF_A_DEAD_LETTER = 15 << 20;

    /** A record that cannot be used: its bytes as read, and in headers why and where it stood. */
    static Record<byte[], Emission> deadLetter(
            String topic, byte @Nullable [] key, byte @Nullable [] value, DeadLetterHeaders headers, long timestamp) {
        return new Record<>(cut(key), new ToTopic(topic, cut(value)), timestamp, headers.headers());
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return bytes == null || bytes.length <= MOST_OF_A_DEAD_LETTER
                ? bytes
                : Arrays.copyOf(bytes, MOST_OF_A_DEAD_LETTER);
    }
}
