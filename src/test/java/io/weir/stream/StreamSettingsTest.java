package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.baserate.EstimatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamSettingsTest {

    private static final StreamSettings STANDARD = TestSettings.standard(Path.of("unused"));

    @Test
    void live_isWhatLiesNoFurtherBehindTheClock() {
        StreamSettings settings = settings("PT6H", "PT6H", "PT1H", "PT30S");
        assertThat(settings.isLive(START - 3_600_000, START)).isTrue();
        assertThat(settings.isLive(START - 3_600_001, START)).isFalse();
        assertThat(settings.isLive(START + DAY, START)).isTrue();
    }

    /** A sixth of the window; no longer than what is live; with a start at the start of each window. */
    @ParameterizedTest
    @CsvSource({"PT6H, PT1H, 24", "PT6H, PT2H, 24", "P1D, PT1H, 24", "PT6H, PT25M, 60", "PT1H, PT10M, 144"})
    void slots_ofAWindow_areShortEnough(String window, String liveWithin, int slotsADay) {
        StreamSettings settings = settings(window, "PT0S", liveWithin, "PT30S");
        Set<Long> starts = new HashSet<>();
        for (long time = START; time < START + DAY; time += 7_000) {
            long start = settings.slotStart(time);
            assertThat(start).isBetween(time - settings.liveWithin().toMillis(), time);
            assertThat(settings.slotStart(start)).isEqualTo(start);
            starts.add(start);
        }
        assertThat(starts).hasSize(slotsADay).contains(START);
    }

    @Test
    void firstHorizon_isWhenTheVersionOfTheWindowTakesEffect() {
        StreamSettings settings = settings("PT6H", "PT4H", "PT1H", "PT30S");
        assertThat(settings.firstHorizon(START)).isEqualTo(START + 10 * 3_600_000);
        assertThat(settings.firstHorizon(START - 1)).isEqualTo(START + 4 * 3_600_000);
    }

    @Test
    void settings_tooShort_areRefusedByName() {
        assertThatThrownBy(() -> settings("PT6H", "PT6H", "PT59S", "PT30S"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("decide.live-within is PT59S; allowed: PT1M or more");
        assertThatThrownBy(() -> settings("PT6H", "PT6H", "PT1M", "PT0.5S"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("base-rate.idle-after is PT0.5S; allowed: PT1S or more");
    }

    private static StreamSettings settings(String window, String effectiveAfter, String liveWithin, String idleAfter) {
        EstimatorSettings e = STANDARD.estimator();
        EstimatorSettings estimator = new EstimatorSettings(
                Duration.parse(window),
                Duration.parse(effectiveAfter),
                e.halfLife(),
                e.retention(),
                e.priorFrauds(),
                e.control(),
                e.segments());
        return new StreamSettings(
                STANDARD.topics(),
                1,
                true,
                false,
                0,
                STANDARD.labelRetention(),
                STANDARD.maxAhead(),
                Duration.parse(liveWithin),
                Duration.parse(idleAfter),
                STANDARD.policyId(),
                STANDARD.queues(),
                STANDARD.catalogue(),
                estimator,
                STANDARD.kafka());
    }
}
