package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class CountedFlushesTest {

    private final CountedFlushes flushes = new CountedFlushes();

    @Test
    void flush_thatEndsWell_countsForItsThread() {
        try (Producer<byte[], byte[]> producer = producer();
                Producer<byte[], byte[]> ofAnother = producer("another")) {
            assertThat(flushes.count()).isZero();
            producer.flush();
            producer.flush();
            ofAnother.flush();
            assertThat(flushes.count()).isEqualTo(2);
        }
    }

    /** No broker is there: the record is given up. */
    @Test
    void flush_afterARecordWasGivenUp_failsAndDoesNotCount() {
        try (Producer<byte[], byte[]> producer = producer()) {
            var unused = producer.send(new ProducerRecord<>("decisions", new byte[1]));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(producer::flush)
                        .isInstanceOf(StreamsException.class)
                        .hasMessageContaining("records could not be sent")
                        .hasCauseInstanceOf(TimeoutException.class);
            }
            assertThat(flushes.count()).isZero();
        }
    }

    @Test
    void count_onAThreadWithoutAProducer_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(flushes::count)
                .withMessageContaining(Thread.currentThread().getName());
    }

    private Producer<byte[], byte[]> producer() {
        return producer(Thread.currentThread().getName());
    }

    private Producer<byte[], byte[]> producer(String thread) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("client.id", thread + "-producer");
        settings.put("max.block.ms", "50");
        return flushes.getProducer(settings);
    }
}
