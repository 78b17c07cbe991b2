package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.baserate.WindowEvidence.CohortCount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenWindowTest {

    private static final long HOUR = 3_600_000L;
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    @Test
    void advance_inside_the_window_gives_nothing_and_at_its_end_the_evidence_of_what_was_counted() {
        OpenWindow window = new OpenWindow(SIX_HOURS, null);
        assertThat(window.advance(7 * HOUR, 3)).as("first record").isNull();
        window.count(7 * HOUR, 1, 0);
        assertThat(window.advance(12 * HOUR - 1, 3)).as("last moment").isNull();
        window.count(12 * HOUR - 1, 1, 1);
        window.count(HOUR, 0, 2);
        window.count(HOUR + 1, 0, -3);
        assertThat(window.advance(6 * HOUR, 3)).as("a late record").isNull();
        assertThat(window.advance(12 * HOUR, 3))
                .isEqualTo(new WindowEvidence(
                        3, 12 * HOUR, List.of(new CohortCount(0, 0, -1), new CohortCount(6 * HOUR, 2, 1))));
    }

    @Test
    void advance_past_windows_without_records_gives_one_evidence_and_starts_from_nothing() {
        OpenWindow window = new OpenWindow(SIX_HOURS, null);
        window.advance(0, 0);
        window.count(0, 1, 0);
        WindowEvidence left = window.advance(31 * HOUR, 0);
        assertThat(left).isEqualTo(new WindowEvidence(0, 6 * HOUR, List.of(new CohortCount(0, 1, 0))));
        assertThat(window.advance(36 * HOUR - 1, 0)).as("still in its window").isNull();
        assertThat(window.advance(36 * HOUR, 0)).isEqualTo(new WindowEvidence(0, 36 * HOUR, List.of()));
    }

    @Test
    void bytes_read_again_go_on_where_they_stopped() {
        OpenWindow window = new OpenWindow(SIX_HOURS, null);
        window.advance(7 * HOUR, 1);
        window.count(7 * HOUR, 4, 1);
        window.count(HOUR, 0, -2);
        OpenWindow again = new OpenWindow(SIX_HOURS, window.toBytes());
        assertThat(again.toBytes()).isEqualTo(window.toBytes());
        assertThat(again.advance(11 * HOUR, 1)).isNull();
        assertThat(again.advance(12 * HOUR, 1)).isNotNull().isEqualTo(window.advance(12 * HOUR, 1));
    }

    @Test
    void bytes_of_an_unknown_format_are_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new OpenWindow(SIX_HOURS, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0}))
                .withMessage("open window has format 2; known: 1");
    }
}
