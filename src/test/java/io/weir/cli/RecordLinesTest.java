package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.World;
import io.weir.wire.AlertRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLinesTest {

    @Test
    void decision_reviewed_shows_money_thresholds_queue_and_largest_reasons() {
        assertThat(RecordLines.decision(Examples.review()))
                .isEqualTo(
                        "2018-08-01 09:05:07  t1              596              1,234.56 USD  review    10.340%   31.000%"
                                + "  review      merchant_fraud_rate_7d 0.250 (+2.50), amount 1234.56 (+1.25), account_count_1d 4 (-0.50)");
    }

    @Test
    void decision_approved_without_reasons_ends_at_the_queue() {
        assertThat(RecordLines.decision(Examples.approval()))
                .isEqualTo(
                        "2018-08-01 09:05:07  t2              596                 1,000 JPY  approve   10.340%   31.000%  -");
    }

    @Test
    void header_of_decisions_stands_over_its_columns() {
        String line = RecordLines.decision(Examples.review());

        assertThat(RecordLines.DECISION_HEADER.indexOf("account")).isEqualTo(line.indexOf("596"));
        assertThat(RecordLines.DECISION_HEADER.indexOf("why")).isEqualTo(line.indexOf("merchant_fraud"));
    }

    @Test
    void alert_begins_with_the_value_at_stake() {
        assertThat(RecordLines.alert(new AlertRecord("review", 51.2, Examples.review(), List.of())))
                .startsWith("     51.20  2018-08-01 09:05:07  t1 ");
    }

    @Test
    void alert_lists_its_reasons_in_words_below() {
        List<String> lines = RecordLines.alert(new AlertRecord("review", 51.2, Examples.review(), List.of()))
                .lines()
                .toList();

        assertThat(lines.get(0)).endsWith("review      passed by forest, cheap");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "            ensemble   +2.50  25 % of this merchant's transactions from 7 to 14 days ago were reported as fraud",
                        "            ensemble   +1.25  amount 1234.56, 8.1 times this account's mean over 30 days",
                        "            ensemble   -0.50  4 transactions of this account in 1 day",
                        "            forest     +0.10  at night, before 07:00 UTC");
    }

    @Test
    void baseRate_shows_the_interval_and_what_is_deployed() {
        assertThat(RecordLines.baseRate(Examples.baseRate()))
                .isEqualTo(
                        "2018-08-01 09:05:07  all             7     0.810%        0.720% - 0.920%     0.810%   -0.125       61.5"
                                + "  normal     moved");
        assertThat(RecordLines.BASE_RATE_HEADER).hasSameSizeAs(RecordLines.baseRate(Examples.baseRate()));
    }

    @Test
    void baseRate_inDoubt_saysWhoOrderedItAndWhatSpeaksAgainstIt() {
        BaseRateVersion version = Examples.version(8, World.FROZEN, Cause.FROZEN, "override-1f", List.of("gap: z 5.1"));

        assertThat(RecordLines.baseRate(version)).endsWith("  frozen     frozen, but override-1f holds: gap: z 5.1");
    }

    @Test
    void decision_inDoubt_endsWithWhatSpeaksAgainstIt() {
        assertThat(RecordLines.decision(Examples.doubtful()))
                .endsWith("  review      passed by forest  [world frozen, base rate stale, base rate by override-1f]");
    }
}
