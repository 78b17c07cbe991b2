package io.weir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.history.CsvReader;
import io.weir.history.CsvWriter;
import io.weir.history.Mapping;
import io.weir.history.Row;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {

    /** 2026-01-01T00:00:00Z. */
    private static final long START = 1_767_225_600_000L;

    private static final long DAY = 86_400_000L;
    private static final Scenario WAVE =
            Scenario.demo().withFraud(Intensity.constant().burst(45, 8, 4));
    private static final SimulationSettings DEMO = new SimulationSettings(7, START, 60, 1_000, 200, 1_500, 0.007, WAVE);

    @TempDir
    private Path folder;

    @Test
    void same_seed_writes_the_same_bytes_on_every_machine() throws Exception {
        Path file = folder.resolve("a.csv");
        write(DEMO.withDays(5), file);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("4194400ab78f757237f363d6f1430ac486f1966adf695509a9535ed06d544fa7");
    }

    @Test
    void demo_is_what_it_has_always_been() throws Exception {
        Path file = folder.resolve("demo.csv");
        write(SimulationSettings.demo(1, 1_736_121_600_000L), file);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("6cdbdff2fec1cb9c2ae6a817fa4aaece4c3641ad24359c4a6769c758f1ff5bc0");
    }

    @Test
    void simulated_file_reads_back_equal() throws Exception {
        Path file = folder.resolve("a.csv.gz");
        List<LabelledTransaction> made = write(DEMO, file);
        List<LabelledTransaction> read = new ArrayList<>();
        try (CsvReader reader = CsvReader.open(file, Mapping.load("weir"))) {
            reader.forEachRemaining(row -> read.add(((Row.Good) row).labelled()));
        }
        assertThat(read).isEqualTo(made);
    }

    @Test
    void stream_is_in_time_order_with_unique_ids_and_reports_within_the_longest_delay() {
        long last = START;
        int next = 0;
        for (LabelledTransaction labelled : all(DEMO)) {
            Transaction transaction = labelled.transaction();
            assertThat(transaction.timeMillis()).isBetween(last, START + DEMO.days() * DAY - 1);
            assertThat(transaction.id()).isEqualTo("t" + next++);
            last = transaction.timeMillis();
            Label label = labelled.label();
            if (label != null) {
                assertThat(label.fraud()).isTrue();
                assertThat(label.reportedMillis() - last).isBetween(1L, 14 * DAY);
            }
        }
    }

    @Test
    void longer_run_begins_with_the_shorter_one() {
        List<LabelledTransaction> shorter = all(DEMO.withDays(3));
        assertThat(all(DEMO.withDays(6)).subList(0, shorter.size())).isEqualTo(shorter);
    }

    @Test
    void other_seed_makes_other_payments() {
        List<LabelledTransaction> other = all(SimulationSettings.demo(8, START).withDays(1));
        assertThat(other).isNotEqualTo(all(DEMO.withDays(1)));
    }

    /** Counts are Poisson, so four standard deviations are 4 √expected: one false alarm in 16,000 seeds. */
    @Test
    void counts_of_payments_and_frauds_are_as_the_settings_say() {
        double payments = 0;
        double frauds = 0;
        double waveFrauds = 0;
        for (LabelledTransaction labelled : all(DEMO)) {
            long day = (labelled.transaction().timeMillis() - START) / DAY;
            boolean wave = day >= 45 && day < 53;
            payments += wave ? 0 : 1;
            frauds += !wave && labelled.fraud() ? 1 : 0;
            waveFrauds += wave && labelled.fraud() ? 1 : 0;
        }
        assertPoisson(payments, 52 * 1_500);
        assertPoisson(frauds, 52 * 1_500 * 0.007);
        assertPoisson(waveFrauds, 8 * 1_500 * 0.007 * 4);
    }

    @Test
    void expected_frauds_follow_the_wave() {
        assertThat(DEMO.withFraudShare(0.01).expectedFrauds(44)).isEqualTo(15);
        assertThat(DEMO.withFraudShare(0.01).expectedFrauds(45)).isEqualTo(60);
        assertThat(DEMO.withFraudShare(0.01).expectedFrauds(52)).isEqualTo(60);
        assertThat(DEMO.withFraudShare(0.01).expectedFrauds(53)).isEqualTo(15);
    }

    @Test
    void reports_take_the_median_delay_of_the_settings() {
        double[] days = all(DEMO.withFraudShare(0.2)).stream()
                .filter(LabelledTransaction::fraud)
                .mapToDouble(SimulatorTest::delayDays)
                .sorted()
                .toArray();
        assertThat(days.length).isGreaterThan(15_000);
        double median = days[days.length / 2];
        // The median's standard error is 1 / (2 f(m) √n), f(3) = 1 / (3 · 0.8 · √2π) for the lognormal.
        double error = 3 * 0.8 * Math.sqrt(2 * Math.PI) / (2 * Math.sqrt(days.length));
        assertThat(median).isCloseTo(3, within(4 * error));
    }

    @Test
    void schemes_leave_their_marks() {
        Map<String, Integer> fraudsByShop = new HashMap<>();
        Map<String, Integer> fraudsByAccount = new HashMap<>();
        List<Double> honest = new ArrayList<>();
        List<Double> stolen = new ArrayList<>();
        for (LabelledTransaction labelled : all(DEMO)) {
            Transaction transaction = labelled.transaction();
            boolean online = "online".equals(transaction.categorical().get("entry_mode"));
            assertThat(transaction.numeric().containsKey("distance_km")).isNotEqualTo(online);
            if (labelled.fraud()) {
                (online ? fraudsByAccount : fraudsByShop)
                        .merge(online ? transaction.account() : transaction.merchant(), 1, Integer::sum);
            }
            (labelled.fraud() ? stolen : honest).add(transaction.amount());
        }
        // Spread evenly over 180 shops, about 400 frauds would put 12 on the busiest; a compromised one has about 21.
        assertThat(fraudsByShop.values().stream().filter(count -> count >= 14).count())
                .isGreaterThan(5);
        assertThat(fraudsByAccount.values().stream().filter(count -> count >= 7).count())
                .isGreaterThan(5);
        assertThat(mean(stolen)).isBetween(2 * mean(honest), 8 * mean(honest));
    }

    @Test
    void settings_out_of_range_name_setting_value_and_what_is_allowed() {
        assertThatThrownBy(() -> DEMO.withDays(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("days is 0.0; allowed: 1.0 to 10000.0");
        assertThatThrownBy(() -> DEMO.withFraudShare(Double.NaN)).hasMessageContaining("fraudShare is NaN");
    }

    private static void assertPoisson(double count, double expected) {
        assertThat(count).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    private static double delayDays(LabelledTransaction labelled) {
        Label label = Objects.requireNonNull(labelled.label());
        return (label.reportedMillis() - labelled.transaction().timeMillis()) / (double) DAY;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static List<LabelledTransaction> all(SimulationSettings settings) {
        List<LabelledTransaction> all = new ArrayList<>();
        new Simulator(settings).forEachRemaining(all::add);
        return all;
    }

    private static List<LabelledTransaction> write(SimulationSettings settings, Path file) throws Exception {
        List<LabelledTransaction> rows = all(settings);
        try (CsvWriter writer = CsvWriter.create(file, Simulator.NUMERIC, Simulator.CATEGORICAL)) {
            for (LabelledTransaction row : rows) {
                writer.write(row);
            }
        }
        return rows;
    }
}
