package io.weir.stream;

import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.testing.BaseRates;
import io.weir.testing.Handbook;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressProcessorTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long SECOND = 1_000;
    private static final long NOW = START + 100 * 24 * HOUR;

    @TempDir
    Path stateDir;

    private MockProcessorContext<byte[], Emission> context;
    private ProgressProcessor processor;
    private StreamParts parts;

    @BeforeEach
    void start() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 7), stateDir.toFile());
        context.setCurrentSystemTimeMs(NOW);
        context.setCurrentStreamTimeMs(-1);
        StreamSettings settings =
                TestSettings.replaying(TestSettings.standard(Path.of("unused")), Handbook.catalogue());
        parts = new StreamParts(
                TestSettings.idleAfter(settings, Duration.ofSeconds(30)),
                DrivenStream.WIRE,
                new Published(),
                new StreamMetrics(new SimpleMeterRegistry()),
                new Patience(),
                () -> 0);
        processor = new ProgressProcessor(parts);
        processor.init(context);
    }

    @Test
    void mark_goesAheadOfTheFirstMessageOfEachSlot() {
        send(START + HOUR / 2, START + HOUR / 2 + 1, START + HOUR - 1, START + HOUR, START + 5 * HOUR + 3);
        assertThat(told())
                .containsExactly(
                        mark(START, false),
                        "message 1800000",
                        "message 1800001",
                        "message 3599999",
                        mark(START + HOUR, false),
                        "message 3600000",
                        mark(START + 5 * HOUR, false),
                        "message 18000003");
    }

    @Test
    void mark_ofAMessageThatIsLate_isNone() {
        send(START + 2 * HOUR, START + HOUR, START + 2 * HOUR + 1);
        assertThat(told()).filteredOn(told -> told.startsWith("Passed")).containsExactly(mark(START + 2 * HOUR, false));
    }

    @Test
    void emission_thatIsNoMessage_isNoProgress() {
        context.resetForwards();
        processor.process(Emission.record("alice", new Emission.ToTopic("decisions", null), START));
        assertThat(context.forwarded()).hasSize(1);
    }

    @Test
    void task_withoutMessagesForAWhile_isIdleOnceUntilTheNext() {
        send(START + 10);
        look(1, 30, 31, 32, 60);
        send(START + 20);
        look(61, 91);
        assertThat(told())
                .containsExactly(
                        mark(START, false),
                        "message 10",
                        mark(START + 11, true),
                        mark(START, false),
                        "message 20",
                        mark(START + 21, true));
    }

    @Test
    void task_thatNeverHadAMessage_isIdleFromNoTime() {
        look(1, 29);
        assertThat(told()).isEmpty();
        look(30, 31);
        assertThat(told()).containsExactly(mark(Long.MIN_VALUE, true));
        assertThat(context.forwarded().get(0).record().timestamp()).isZero();
    }

    /** Brokers take a payment from up to a day ahead; the others' windows must not close for it. */
    @Test
    void mark_ofAMessageAheadOfTheClock_isThatOfNow() {
        send(NOW + 5 * HOUR, NOW + 6 * HOUR);
        assertThat(told()).filteredOn(told -> told.startsWith("Passed")).containsExactly(mark(NOW, false));
    }

    @Test
    void task_initialisedAgain_tellsAllAgain() {
        send(START + HOUR);
        look(1, 31);
        context.resetForwards();
        processor.init(context);
        send(START + HOUR + 1);
        assertThat(told()).first().isEqualTo(mark(START + HOUR, false));
    }

    @Test
    void task_besideOneThatWaitsForTheHorizon_isNotIdle() {
        parts.published().baseRate(BaseRates.version(1, START + 24 * HOUR, 0.1, 0.1));
        send(START + 10);
        parts.metrics().waiting(ReplayPace.MOST + 1);
        parts.pace().await(parts, START + 50 * 24 * HOUR, NOW + 30 * SECOND);
        look(1, 30);
        assertThat(told()).noneMatch(told -> told.contains("idle=true"));
        look(31, 62);
        assertThat(told()).anyMatch(told -> told.contains("idle=true"));
    }

    @Test
    void task_thatReadAllBeforeARestart_isIdleFromWhatItHadRead() {
        context.setCurrentStreamTimeMs(START + 20);
        look(1, 30);
        assertThat(told()).containsExactly(mark(START + 21, true));
    }

    private void send(long... times) {
        for (long time : times) {
            Transaction t = Payments.payment("t" + time, time);
            HopMessage message = new HopMessage.Observed(t, 0, new double[0], false);
            processor.process(Emission.record("alice", new Emission.ToHop(message), time));
        }
    }

    private void look(long... seconds) {
        for (long second : seconds) {
            context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW + second * SECOND);
        }
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (var forward : context.forwarded()) {
            HopMessage message = ((Emission.ToHop) forward.record().value()).message();
            told.add(
                    message instanceof HopMessage.Passed
                            ? message.toString()
                            : "message " + (forward.record().timestamp() - START));
        }
        return told;
    }

    private static String mark(long time, boolean idle) {
        return new HopMessage.Passed(7, time, idle).toString();
    }
}
