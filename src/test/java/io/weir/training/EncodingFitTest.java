package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.Policy;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureCatalogue;
import io.weir.feature.FeatureSpec;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodingFitTest {

    private static final long HOUR = 3_600_000L;
    private static final long START = 1_740_787_200_000L;
    private static final long MATURITY = 5 * HOUR;
    private static final double WEIGHT = 3;
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.of(new CatalogueSpec(
            "encoded-1",
            ZoneOffset.UTC,
            List.of(new EntitySpec("account", "account")),
            List.of(
                    new FeatureSpec("amount", false, new Field("amount")),
                    new FeatureSpec("mode_share", false, new Encoding(Code.FREQUENCY, "categorical.mode", 0)),
                    new FeatureSpec("mode_risk", false, new Encoding(Code.TARGET, "categorical.mode", WEIGHT)))));

    private record Row(long time, @Nullable String mode, long reported) {}

    private static List<Row> rows() {
        Random random = new Random(3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long time = START + i * HOUR / 2;
            String mode = random.nextInt(8) == 0 ? null : "mode" + random.nextInt(4);
            boolean fraud = random.nextInt(mode != null && mode.endsWith("1") ? 3 : 20) == 0;
            rows.add(new Row(time, mode, fraud ? time + random.nextInt(12) * HOUR : Long.MAX_VALUE));
        }
        return rows;
    }

    private static Examples examples(List<Row> rows) {
        List<LabelledTransaction> history = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Map<String, String> categorical = row.mode() == null ? Map.of() : Map.of("mode", row.mode());
            Transaction t = new Transaction("t" + i, "a", "m", row.time(), 100, "USD", Map.of(), categorical);
            boolean fraud = row.reported() != Long.MAX_VALUE;
            Label label = fraud ? new Label("t" + i, "a", true, Label.Source.CHARGEBACK, row.reported()) : null;
            history.add(new LabelledTransaction(t, label));
        }
        return Examples.read(history.iterator(), CATALOGUE, Policy.standard("USD"), Long.MAX_VALUE, count -> {});
    }

    /** From the definition: what is old enough by then counts, a fraud from its report on at the earliest. */
    private static double slowRisk(List<Row> before, String mode, long now) {
        double n = 0;
        double frauds = 0;
        double allRows = 0;
        double allFrauds = 0;
        for (Row row : before) {
            boolean old = row.time() + MATURITY <= now;
            boolean fraud = old && row.reported() <= now;
            allRows += old ? 1 : 0;
            allFrauds += fraud ? 1 : 0;
            n += old && mode.equals(row.mode()) ? 1 : 0;
            frauds += fraud && mode.equals(row.mode()) ? 1 : 0;
        }
        double prior = allRows == 0 ? 0 : allFrauds / allRows;
        return (frauds + WEIGHT * prior) / (n + WEIGHT);
    }

    @Test
    void code_of_a_training_row_comes_from_the_rows_before_it_and_the_labels_known_by_then() {
        List<Row> rows = rows();
        EncodingFit.Fitted fitted = EncodingFit.fit(CATALOGUE, examples(rows), 100, 200, MATURITY);
        for (int i = 100; i < 200; i++) {
            Row row = rows.get(i);
            double[] codes = fitted.codes()[i - 100];
            if (row.mode() == null) {
                assertThat(codes).containsExactly(Double.NaN, Double.NaN);
                continue;
            }
            List<Row> before = rows.subList(0, i);
            long same = before.stream().filter(r -> row.mode().equals(r.mode())).count();
            assertThat(codes[0]).isEqualTo((double) same / i);
            assertThat(codes[1]).isEqualTo(slowRisk(before, row.mode(), row.time()));
        }
    }

    @Test
    void label_of_a_row_changes_no_code_up_to_its_own() {
        List<Row> rows = rows();
        List<Row> flipped = new ArrayList<>(rows);
        Row row = rows.get(150);
        flipped.set(
                150, new Row(row.time(), row.mode(), row.reported() == Long.MAX_VALUE ? row.time() : Long.MAX_VALUE));
        double[][] codes =
                EncodingFit.fit(CATALOGUE, examples(rows), 0, 300, MATURITY).codes();
        double[][] others =
                EncodingFit.fit(CATALOGUE, examples(flipped), 0, 300, MATURITY).codes();
        for (int i = 0; i <= 150; i++) {
            assertThat(others[i]).isEqualTo(codes[i]);
        }
        assertThat(others[299]).as("later ones see it").isNotEqualTo(codes[299]);
    }

    @Test
    void category_never_seen_has_the_prior_and_a_frequency_of_zero() {
        List<Row> rows = rows();
        var encodings =
                EncodingFit.fit(CATALOGUE, examples(rows), 0, 300, MATURITY).encodings();
        double[] codes = encodings.codes(CATALOGUE.encoded(), new @Nullable String[] {"new", "new"});
        assertThat(codes[0]).isZero();
        long last = rows.get(299).time();
        double matured = rows.stream().filter(r -> r.time() + MATURITY <= last).count();
        double frauds = rows.stream()
                .filter(r -> r.time() + MATURITY <= last && r.reported() <= last)
                .count();
        assertThat(codes[1]).isCloseTo(frauds / matured, within(1e-15));
    }
}
