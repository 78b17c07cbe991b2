package io.weir.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The headers of a dead letter: {@code weir.reason} and {@code weir.message}, and where the record stood. */
public final class DeadLetterHeaders {

    /** One of {@link io.weir.transaction.InvalidRecordException.Reason}. */
    public static final String REASON = "weir.reason";
    /** What is wrong, in words. */
    public static final String MESSAGE = "weir.message";

    public static final String TOPIC = "weir.topic";
    public static final String PARTITION = "weir.partition";
    public static final String OFFSET = "weir.offset";
    /** Line of a record that came from a file. */
    public static final String LINE = "weir.line";

    private final RecordHeaders headers = new RecordHeaders();

    private DeadLetterHeaders() {}

    public DeadLetterHeaders(String reason, @Nullable String message) {
        with(REASON, reason).with(MESSAGE, String.valueOf(message));
    }

    public DeadLetterHeaders with(String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Headers that say where a record stood, and nothing else. */
    static Headers origin(RecordMetadata metadata) {
        return new DeadLetterHeaders().from(metadata).headers();
    }

    /** Where a record stood. */
    DeadLetterHeaders from(RecordMetadata metadata) {
        return with(TOPIC, metadata.topic())
                .with(PARTITION, Integer.toString(metadata.partition()))
                .with(OFFSET, Long.toString(metadata.offset()));
    }

    /** Where a record stood, as headers have it that {@link #from(RecordMetadata)} wrote. */
    DeadLetterHeaders from(Headers origin) {
        for (String name : List.of(TOPIC, PARTITION, OFFSET)) {
            with(name, text(origin, name));
        }
        return this;
    }

    public Headers headers() {
        return headers;
    }

    /** The value of a header as text; empty when it is not there. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
