package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    private static final Protocol BASELINE = Protocol.handbook(LocalDate.of(2018, 7, 25));

    private static long time(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    @Test
    void handbook_trains_a_week_waits_a_week_and_tests_a_week() {
        assertThat(BASELINE.trainFrom()).isEqualTo(time("2018-07-25T00:00:00Z"));
        assertThat(BASELINE.trainTo()).isEqualTo(time("2018-08-01T00:00:00Z"));
        assertThat(BASELINE.testFrom()).isEqualTo(time("2018-08-08T00:00:00Z"));
        assertThat(BASELINE.testTo()).isEqualTo(time("2018-08-15T00:00:00Z"));
    }

    @Test
    void prequential_folds_lie_a_week_apart_and_the_given_one_is_the_last() {
        List<Protocol> folds = BASELINE.prequential(4);
        assertThat(folds).hasSize(4);
        assertThat(folds.get(3)).isEqualTo(BASELINE);
        assertThat(folds.get(0)).isEqualTo(Protocol.handbook(LocalDate.of(2018, 7, 4)));
    }

    @Test
    void fraud_makes_its_card_known_on_the_test_days_that_start_after_its_report() {
        long firstDay = time("2018-08-08T23:59:59Z");
        long secondDay = time("2018-08-09T00:00:00Z");
        // Labels known seven days on: frauds up to the last day of training, then a day more with each day of the test.
        assertThat(BASELINE.isKnownOn(time("2018-08-07T23:59:59Z"), firstDay)).isTrue();
        assertThat(BASELINE.isKnownOn(time("2018-08-08T00:00:00Z"), firstDay)).isFalse();
        assertThat(BASELINE.isKnownOn(time("2018-08-08T23:59:59Z"), secondDay)).isTrue();
    }

    @Test
    void longer_training_leaves_the_test_and_its_cards_as_they_are() {
        Protocol history = BASELINE.trainedFrom(LocalDate.of(2018, 5, 6));
        assertThat(history.compromisedFrom()).isEqualTo(BASELINE.trainFrom());
        assertThat(history.testFrom()).isEqualTo(BASELINE.testFrom());
        assertThat(history.trainFrom()).isLessThan(BASELINE.trainFrom());
    }

    @Test
    void test_before_the_end_of_training_is_refused() {
        LocalDate day = LocalDate.of(2018, 7, 25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protocol.ofDays(day, day.plusDays(7), day.plusDays(6)))
                .withMessageContaining("allowed: training, then the test, neither empty");
    }
}
