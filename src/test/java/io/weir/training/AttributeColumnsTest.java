package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.WorldReference.Rate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeColumnsTest {

    private static final double[] P = {0.25, 0.5, 0.125};
    private static final boolean[] FRAUD = {false, true, false};

    @Test
    void rates_ofConsecutiveExamples_countByValueAndLeaveTheMissingOut() {
        AttributeColumns columns = new AttributeColumns();
        columns.add(0, Map.of("channel", "mail"));
        columns.add(1, Map.of("channel", "web"));
        columns.add(2, Map.of("channel", "pos", "brand", "x"));
        columns.add(3, Map.of("channel", "web"));
        columns.add(4, Map.of("brand", "y"));
        Map<String, Map<String, Rate>> rates = columns.rates(1, P, FRAUD);
        assertThat(rates)
                .isEqualTo(Map.of(
                        "channel", Map.of("web", new Rate(2, 0.375, 0), "pos", new Rate(1, 0.5, 1)),
                        "brand", Map.of("x", new Rate(1, 0.5, 1))));
        assertThat(columns.rates(4, new double[] {0.5}, new boolean[1]))
                .isEqualTo(Map.of("brand", Map.of("y", new Rate(1, 0.5, 0))));
    }

    @Test
    void rates_afterSorting_followTheExamples() {
        AttributeColumns columns = new AttributeColumns();
        columns.add(0, Map.of("channel", "a"));
        columns.add(1, Map.of());
        columns.add(2, Map.of("channel", "b"));
        columns.sort(new int[] {2, 0, 1});
        assertThat(columns.rates(0, P, FRAUD))
                .isEqualTo(Map.of("channel", Map.of("b", new Rate(1, 0.25, 0), "a", new Rate(1, 0.5, 1))));
    }

    @Test
    void rates_ofAnAttributeWithTooManyValuesThere_areNone() {
        AttributeColumns columns = new AttributeColumns();
        for (int i = 0; i < 100; i++) {
            columns.add(i, Map.of("early", i < 50 ? "e" + i : "late", "few", "f" + i % 2));
        }
        assertThat(columns.rates(0, new double[100], new boolean[100])).containsOnlyKeys("few");
        assertThat(columns.rates(1, new double[99], new boolean[99])).containsOnlyKeys("early", "few");
    }

    @Test
    void attribute_withMoreThanAThousandValues_isLeftOutForGood() {
        AttributeColumns columns = new AttributeColumns();
        for (int i = 0; i <= AttributeColumns.MOST_VALUES; i++) {
            columns.add(i, Map.of("device", "d" + i, "day", "d" + Math.min(i, AttributeColumns.MOST_VALUES - 1)));
        }
        columns.add(AttributeColumns.MOST_VALUES + 1, Map.of("device", "d1", "day", "d1"));
        assertThat(columns.rates(AttributeColumns.MOST_VALUES + 1, new double[1], new boolean[1]))
                .isEqualTo(Map.of("day", Map.of("d1", new Rate(1, 0, 0))));
    }
}
