package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.evaluation.LeakageGuard.FutureLabel;
import io.weir.evaluation.LeakageGuard.Suspect;
import io.weir.transaction.IdHash;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakageGuardTest {

    private static final long DAY = 86_400_000L;
    private static final List<String> NAMES = List.of("amount", "count", "rate", "planted");
    private static final int N = 10_000;

    /** Three honest features, the amount a good one, and room for a fourth. 2 % fraud. */
    private static double[][] rows(boolean[] fraud) {
        double[][] rows = new double[N][];
        for (int i = 0; i < N; i++) {
            fraud[i] = IdHash.unit("fraud" + i, 1) < 0.02;
            double amount = IdHash.unit("amount" + i, 1) + (fraud[i] ? 0.5 : 0);
            double count = Math.floor(5 * IdHash.unit("count" + i, 1));
            double rate = IdHash.unit("rate" + i, 1) < 0.3 ? Double.NaN : IdHash.unit("rate" + i, 2);
            rows[i] = new double[] {amount, count, rate, IdHash.unit("planted" + i, 1)};
        }
        return rows;
    }

    @Test
    void timeOrder_testBeforeTheLabelsOfTraining_isRefused() {
        assertThatCode(() -> LeakageGuard.checkTimeOrder(10 * DAY, 7 * DAY, 17 * DAY))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakageGuard.checkTimeOrder(10 * DAY, 7 * DAY, 17 * DAY - 1))
                .withMessage("training ends at 1970-01-11T00:00:00Z, labels need PT168H, and the test starts at"
                        + " 1970-01-17T23:59:59.999Z; allowed: a test from the end of training plus the delay of"
                        + " labels");
    }

    @Test
    void ids_inBothWindows_areRefusedByName() {
        assertThatCode(() -> LeakageGuard.checkIds(List.of("a", "b"), List.of("c", "d", "d")))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LeakageGuard.checkIds(List.of("a", "b", "c", "d", "e"), List.of("z", "e", "d", "e", "c", "b")))
                .withMessage("4 transactions of the test are in training too, such as e, d, c; allowed: none");
    }

    @Test
    void suspects_cleanFeatures_areNone() {
        boolean[] fraud = new boolean[N];
        assertThat(LeakageGuard.suspects(NAMES, rows(fraud), fraud)).isEmpty();
    }

    @Test
    void suspects_featureThatKnowsTheAnswer_isNamedHoweverItTellsIt() {
        for (int kind = 0; kind < 4; kind++) {
            boolean[] fraud = new boolean[N];
            double[][] rows = rows(fraud);
            for (int i = 0; i < N; i++) {
                double noise = rows[i][3];
                rows[i][3] = switch (kind) {
                    case 0 -> noise + (fraud[i] ? 0.99 : 0);
                    case 1 -> noise - (fraud[i] ? 0.99 : 0);
                    case 2 -> fraud[i] ? noise : Double.NaN;
                    default -> fraud[i] ? Double.NaN : noise;
                };
            }
            assertThat(LeakageGuard.suspects(NAMES, rows, fraud))
                    .as("kind %d", kind)
                    .extracting(Suspect::feature)
                    .containsExactly("planted");
        }
    }

    @Test
    void suspects_twoLeaksAtOnce_doNotHideEachOther() {
        boolean[] fraud = new boolean[N];
        double[][] rows = rows(fraud);
        for (int i = 0; i < N; i++) {
            rows[i][1] = fraud[i] ? 1 : 0;
            rows[i][3] += fraud[i] ? 5 : 0;
        }
        assertThat(LeakageGuard.suspects(NAMES, rows, fraud))
                .extracting(Suspect::feature)
                .containsExactly("count", "planted");
    }

    @Test
    void suspects_easyDataWhereAllFeaturesRank_areNone() {
        boolean[] fraud = new boolean[N];
        double[][] rows = rows(fraud);
        for (int i = 0; i < N; i++) {
            rows[i][0] += fraud[i] ? 0.25 : 0;
            rows[i][3] += fraud[i] ? 0.9 : 0;
        }
        assertThat(LeakageGuard.suspects(NAMES, rows, fraud)).isEmpty();
    }

    @Test
    void suspects_fewFrauds_sayNothing() {
        boolean[] fraud = new boolean[N];
        double[][] rows = rows(fraud);
        int frauds = 0;
        for (int i = 0; i < N; i++) {
            fraud[i] = fraud[i] && frauds++ < 49;
            rows[i][3] = fraud[i] ? 1 : 0;
        }
        assertThat(LeakageGuard.suspects(NAMES, rows, fraud)).isEmpty();
    }

    /** Fraud rate of the merchant over earlier rows: of those reported by then, or, planted, of all. */
    private static double[][] merchantRates(boolean[] fraud, boolean byThen) {
        int delay = 40;
        double[][] rows = new double[fraud.length][];
        for (int i = 0; i < fraud.length; i++) {
            int seen = 0;
            int frauds = 0;
            for (int j = i % 7; j < i; j += 7) {
                seen++;
                frauds += fraud[j] && (!byThen || j + delay <= i) ? 1 : 0;
            }
            rows[i] = new double[] {i, seen == 0 ? Double.NaN : (double) frauds / seen};
        }
        return rows;
    }

    @Test
    void futureLabels_rateOverLabelsNotReportedYet_isNamedWithItsFirstRow() {
        boolean[] fraud = new boolean[500];
        fraud[20] = fraud[400] = true;
        List<String> names = List.of("amount", "merchant_fraud_rate");
        double[][] all = merchantRates(fraud, false);
        double[][] byThen = merchantRates(fraud, true);
        // reported 40 rows later: rows 27, 34, 41, 48, 55 of the merchant see what they could not know, then 407 to 435
        assertThat(LeakageGuard.futureLabels(names, all, byThen))
                .containsExactly(new FutureLabel("merchant_fraud_rate", 10, 27, 1 / 3.0, 0));
        assertThat(LeakageGuard.futureLabels(names, byThen, merchantRates(fraud, true)))
                .isEmpty();
    }

    @Test
    void badInput_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakageGuard.suspects(NAMES, new double[2][4], new boolean[3]))
                .withMessage("3 labels for 2 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakageGuard.suspects(NAMES, new double[2][3], new boolean[2]))
                .withMessage("row 0 has 3 features; there are 4 names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakageGuard.futureLabels(NAMES, new double[2][4], new double[3][4]))
                .withMessage("2 rows with all labels and 3 with those known by then; allowed: as many");
    }
}
