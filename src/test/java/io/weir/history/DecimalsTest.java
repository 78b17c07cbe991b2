package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.transaction.IdHash;
import io.weir.transaction.InvalidRecordException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    private static final long MAX = 1_000_000_000_000_000L;

    @Test
    void scaled_equals_big_decimal_wherever_that_is_exact_and_in_range() {
        int exact = 0;
        for (long i = 0; i < 50_000; i++) {
            long bits = IdHash.mix(i);
            int digits = (int) (bits & 3);
            BigDecimal value = BigDecimal.valueOf((bits >>> 8) >>> (bits >>> 59), (int) (bits >>> 2 & 7));
            Long expected = exact(value, digits);
            assertThat(mine(value.toPlainString(), digits))
                    .as("%s with %d digits", value.toPlainString(), digits)
                    .isEqualTo(expected);
            exact += expected == null ? 0 : 1;
        }
        assertThat(exact).isBetween(2_000, 48_000);
    }

    @ParameterizedTest
    @CsvSource({
        "146.0, 14600",
        "81.51, 8151",
        "0, 0",
        "007.1, 710",
        "12.3400, 1234",
        "10000000000000.00, 1000000000000000"
    })
    void scaled_amount_is_exact(String text, long minor) {
        assertThat(Decimals.scaled("A", text, 2, MAX, "USD")).isEqualTo(minor);
    }

    @Test
    void scaled_amount_out_of_range_names_the_limit() {
        assertThatThrownBy(() -> Decimals.scaled("A", "10000000000000.01", 2, MAX, "USD"))
                .hasMessage("A is \"10000000000000.01\"; allowed: at most 10000000000000.00 (USD)");
    }

    @ParameterizedTest
    @CsvSource({"''", ".", "-", "5.", ".5", "+5", "1_000", "'1,5'", "\u0661"})
    void scaled_text_in_another_notation_is_an_error(String text) {
        assertThatThrownBy(() -> Decimals.scaled("A", text, 2, MAX, "USD"))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("allowed: a decimal number");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "1e999", "0x1p3", "1f", "1d", "' 1'", "e"})
    void number_that_java_might_take_but_a_csv_should_not_is_an_error(String text) {
        assertThatThrownBy(() -> Decimals.number("N", text))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("allowed: a finite number");
    }

    @ParameterizedTest
    @CsvSource({
        "85.64999999999999, 8565",
        "52.300000000000004, 5230",
        "326.04999999999995, 32605",
        "81.51, 8151",
        "7, 700"
    })
    void scaled_from_float_takes_an_artefact_for_the_amount_it_stands_for(String text, long minor) {
        assertThat(Decimals.scaledFromFloat("A", text, 2, MAX, "USD")).isEqualTo(minor);
    }

    @Test
    void scaled_from_float_of_five_times_any_cent_amount_is_that_amount() {
        for (int cents = 1; cents < 200_000; cents++) {
            String text = new BigDecimal(Double.toString(cents / 100.0 * 5)).toPlainString();
            assertThat(Decimals.scaledFromFloat("A", text, 2, MAX, "USD"))
                    .as(text)
                    .isEqualTo(5L * cents);
        }
    }

    @ParameterizedTest
    @CsvSource({"12.345", "12.3401", "-12.340000000000001", "1e-17", "0.00499999999999", "NaN"})
    void scaled_from_float_still_refuses_what_is_no_artefact(String text) {
        assertThatThrownBy(() -> Decimals.scaledFromFloat("A", text, 2, MAX, "USD"))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageStartingWith("A is \"" + text + "\"; allowed: ");
    }

    private static @Nullable Long exact(BigDecimal value, int digits) {
        try {
            long minor = value.movePointRight(digits).longValueExact();
            return minor > MAX ? null : minor;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Long mine(String text, int digits) {
        try {
            return Decimals.scaled("A", text, digits, MAX, "USD");
        } catch (InvalidRecordException e) {
            return null;
        }
    }
}
