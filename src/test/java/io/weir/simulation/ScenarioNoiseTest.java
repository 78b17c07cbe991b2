package io.weir.simulation;

import static io.weir.simulation.ScenarioBank.DAY;
import static io.weir.simulation.ScenarioBank.START;
import static io.weir.simulation.ScenarioBank.STEADY;
import static io.weir.simulation.ScenarioBank.all;
import static io.weir.simulation.ScenarioBank.day;
import static io.weir.simulation.ScenarioBank.settings;
import static io.weir.simulation.ScenarioBank.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.simulation.LabelNoise.Flipped;
import io.weir.simulation.LabelNoise.Reversed;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bank knows of payments when reports are wrong and data is broken. */
class ScenarioNoiseTest {

    @Test
    void missed_frauds_have_no_label_and_truth_stays() {
        LabelNoise noise = new LabelNoise(0.3, List.of(), LabelNoise.NONE.reversed());
        List<SimulatedPayment> all = all(settings(4, 60, with(noise)));
        List<SimulatedPayment> frauds =
                all.stream().filter(SimulatedPayment::fraud).toList();
        double missed = frauds.stream()
                .filter(payment -> payment.labelled().label() == null)
                .count();
        assertThat(missed / frauds.size()).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / frauds.size())));
        assertThat(all)
                .noneMatch(payment -> !payment.fraud() && payment.labelled().fraud());
    }

    @Test
    void flipped_payments_are_reported_at_once_or_with_the_delay_of_others() {
        LabelNoise noise = new LabelNoise(
                0, List.of(new Flipped(10, 2, 0.2, true), new Flipped(30, 20, 0.3, false)), LabelNoise.NONE.reversed());
        List<SimulatedPayment> honest = all(settings(4, 60, with(noise))).stream()
                .filter(payment -> !payment.fraud())
                .toList();
        double[] reported = new double[60];
        List<Double> delays = new ArrayList<>();
        for (SimulatedPayment payment : honest) {
            Label label = payment.labelled().label();
            if (label != null) {
                assertThat(label.fraud()).isTrue();
                reported[day(payment)]++;
                long millis = payment.labelled().transaction().timeMillis();
                if (day(payment) < 30) {
                    assertThat(label.reportedMillis()).isGreaterThanOrEqualTo(millis);
                    assertThat((long) ((label.reportedMillis() - START) / DAY)).isEqualTo(day(payment));
                } else {
                    delays.add((label.reportedMillis() - millis) / DAY);
                }
            }
        }
        assertThat(reported[9] + reported[12] + reported[29] + reported[50]).isZero();
        assertThat(reported[10] + reported[11]).isCloseTo(2 * 40 * 0.2, within(4 * Math.sqrt(16)));
        assertThat((double) delays.size()).isCloseTo(20 * 40 * 0.3, within(4 * Math.sqrt(240)));
        assertThat(delays.stream().sorted().toList().get(delays.size() / 2)).isBetween(7.5, 13.0);
    }

    @Test
    void reports_are_reversed_by_the_same_source_later() {
        LabelNoise noise = new LabelNoise(0, List.of(new Flipped(0, 60, 0.2, false)), new Reversed(0.9, 0.1, 5, 0.5));
        double[][] counts = new double[2][2];
        for (SimulatedPayment payment : all(settings(4, 60, with(noise)))) {
            Label report = payment.labelled().label();
            if (report == null) {
                assertThat(payment.laterReports()).isEmpty();
                continue;
            }
            counts[payment.fraud() ? 1 : 0][payment.laterReports().size()]++;
            for (Label later : payment.laterReports()) {
                assertThat(later.fraud()).isFalse();
                assertThat(later.source()).isEqualTo(report.source());
                assertThat(later.reportedMillis()).isGreaterThan(report.reportedMillis());
            }
        }
        assertShare(counts[0], 0.9);
        assertShare(counts[1], 0.1);
    }

    @Test
    void breaks_change_the_data_from_their_day_on_and_nothing_else() {
        List<Break> breaks = List.of(
                new Break.Scaled("amount", 5, 100),
                new Break.Scaled("distance_km", 6.5, 2),
                new Break.Missing("country", 7),
                new Break.Missing("distance_km", 8));
        List<SimulatedPayment> whole = all(settings(6, 10, STEADY));
        List<SimulatedPayment> broken = all(settings(6, 10, with(breaks)));
        assertThat(broken).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            Transaction before = whole.get(i).labelled().transaction();
            Transaction after = broken.get(i).labelled().transaction();
            double day = day(before);
            assertThat(after.amountMinor()).isEqualTo(before.amountMinor() * (day >= 5 ? 100 : 1));
            assertThat(after.categorical().containsKey("country")).isEqualTo(day < 7);
            assertThat(after.categorical()).containsKey("entry_mode");
            Double distance = before.numeric().get("distance_km");
            Double expected = distance == null || day >= 8 ? null : Double.valueOf(distance * (day >= 6.5 ? 2 : 1));
            assertThat(after.numeric().get("distance_km")).isEqualTo(expected);
            assertThat(broken.get(i).labelled().label())
                    .isEqualTo(whole.get(i).labelled().label());
        }
    }

    private static void assertShare(double[] counts, double share) {
        double n = counts[0] + counts[1];
        assertThat(counts[1] / n).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / n)));
    }
}
