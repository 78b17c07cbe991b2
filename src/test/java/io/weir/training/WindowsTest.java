package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.SourceDelays;
import io.weir.decision.Policy;
import io.weir.testing.Handbook;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final long START = 1_740_787_200_000L;
    private static final long UNTIL = START + Duration.ofDays(60).toMillis();
    private static final Map<Label.Source, Duration> DELAYS = new EnumMap<>(Map.of(
            Label.Source.CHARGEBACK, Duration.ofDays(5),
            Label.Source.ANALYST, Duration.ofHours(1),
            Label.Source.CUSTOMER, Duration.ofDays(2)));

    /** An hour apart; of each hundred 6 are chargebacks, 3 are found by analysts, one is told by its customer. */
    private static @Nullable Label label(int i, long time) {
        Label.Source source = switch (i % 100) {
            case 0, 10, 20, 30, 40, 50 -> Label.Source.CHARGEBACK;
            case 5, 35, 65 -> Label.Source.ANALYST;
            case 77 -> Label.Source.CUSTOMER;
            default -> null;
        };
        return source == null
                ? null
                : new Label(
                        "t" + i,
                        "a",
                        true,
                        source,
                        time + Objects.requireNonNull(DELAYS.get(source)).toMillis());
    }

    private static Windows windows() {
        List<LabelledTransaction> history = new ArrayList<>();
        for (int i = 0; i < 60 * 24; i++) {
            long time = START + i * Duration.ofHours(1).toMillis();
            Transaction payment = new Transaction("t" + i, "a", "m", time, 100, "USD", Map.of(), Map.of());
            history.add(new LabelledTransaction(payment, label(i, time)));
        }
        Examples examples =
                Examples.read(history.iterator(), Handbook.catalogue(), Policy.standard("USD"), UNTIL, count -> {});
        return Windows.of(examples, Long.MIN_VALUE, UNTIL);
    }

    @Test
    void delaysBySource_ofSettledFrauds_areEachSourcesOwnWhereItHasTwenty() {
        Windows windows = windows();
        Map<Label.Source, SourceDelays> sources = windows.delaysBySource();
        assertThat(sources).containsOnlyKeys(Label.Source.CHARGEBACK, Label.Source.ANALYST, Label.Source.CUSTOMER);
        SourceDelays chargeback = Objects.requireNonNull(sources.get(Label.Source.CHARGEBACK));
        SourceDelays analyst = Objects.requireNonNull(sources.get(Label.Source.ANALYST));
        SourceDelays customer = Objects.requireNonNull(sources.get(Label.Source.CUSTOMER));
        // payments 0 to 1,320 are older than the five days of the slowest: 81, 40 and 13 frauds
        assertThat(chargeback.share()).isEqualTo(81 / 134.0);
        assertThat(analyst.share()).isEqualTo(40 / 134.0);
        assertThat(customer.share()).isEqualTo(13 / 134.0);
        assertThat(chargeback.delays().quantiles())
                .containsOnly(Duration.ofDays(5).toMillis());
        assertThat(analyst.delays().quantiles())
                .containsOnly(Duration.ofHours(1).toMillis());
        assertThat(customer.delays())
                .as("13 reports give no curve: that of all sources")
                .isSameAs(windows.delays());
    }
}
