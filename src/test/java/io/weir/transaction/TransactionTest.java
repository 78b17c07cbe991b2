package io.weir.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionTest {

    private static final String LONGEST_NAME = "n".repeat(256);

    @Test
    void attributes_as_long_and_as_many_as_allowed_are_kept() {
        Map<String, Double> numeric = numbers(999);
        Map<String, String> categorical = Map.of(LONGEST_NAME, "\ufffd".repeat(1_024));

        assertThat(with(numeric, categorical).numeric()).hasSize(999);
        assertThat(with(numeric, categorical).categorical()).isEqualTo(categorical);
    }

    @Test
    void attributes_too_many_or_too_long_are_refused_by_name() {
        refused(numbers(1_000), Map.of("note", "x"), "number of attributes is \"1001\"; allowed: at most 1000");
        refused(
                Map.of(LONGEST_NAME + "n", 1.0),
                Map.of(),
                "name of a numeric attribute is \"" + "n".repeat(80)
                        + "… (257 characters)\"; allowed: at most 256 characters");
        refused(
                Map.of(),
                Map.of(LONGEST_NAME + "n", ""),
                "name of a categorical attribute is \"" + "n".repeat(80)
                        + "… (257 characters)\"; allowed: at most 256 characters");
        refused(
                Map.of(),
                Map.of("note", "x".repeat(1_025)),
                "categorical.note is \"" + "x".repeat(80) + "… (1025 characters)\"; allowed: at most 1024 characters");
    }

    private static void refused(Map<String, Double> numeric, Map<String, String> categorical, String message) {
        assertThatThrownBy(() -> with(numeric, categorical))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage(message);
    }

    private static Map<String, Double> numbers(int count) {
        Map<String, Double> numbers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            numbers.put("n" + i, 1.0);
        }
        return numbers;
    }

    private static Transaction with(Map<String, Double> numeric, Map<String, String> categorical) {
        return new Transaction("t", "a", "m", 0, 0, "USD", numeric, categorical);
    }
}
