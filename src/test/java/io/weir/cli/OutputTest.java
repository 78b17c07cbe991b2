package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void summary_with_json_is_one_object_as_the_last_line_and_people_read_stderr() {
        Output output = output(true);

        output.line("trained on %,d", 12345);
        output.summary(summary());

        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "{\"transactions\":1000,\"actions\":{\"APPROVE\":990,\"REVIEW\":10},\"auc_roc\":null}");
        assertThat(err.toString()).isEqualToIgnoringNewLines("trained on 12,345");
    }

    @Test
    void summary_for_people_is_aligned_lines() {
        output(false).summary(summary());

        assertThat(out.toString().lines())
                .containsExactly("transactions  1,000", "actions       APPROVE 990, REVIEW 10", "auc roc       -");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void table_columns_fit_their_widest_value_and_numbers_stand_to_the_right() {
        output(false).table(List.of("topic", "partitions"), List.of(List.of("labels", 6), Arrays.asList("x", (Object)
                null)));

        assertThat(out.toString().lines()).containsExactly("topic   partitions", "labels           6", "x       -");
    }

    private Output output(boolean json) {
        return new Output(new PrintWriter(out), new PrintWriter(err), json);
    }

    private static Map<String, Object> summary() {
        Map<String, Object> actions = new LinkedHashMap<>();
        actions.put("APPROVE", 990);
        actions.put("REVIEW", 10);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("transactions", 1000);
        summary.put("actions", actions);
        summary.put("auc_roc", Double.NaN);
        return summary;
    }
}
