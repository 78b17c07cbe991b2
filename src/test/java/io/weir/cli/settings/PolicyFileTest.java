package io.weir.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.decision.Policy;
import io.weir.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

    @Test
    void read_annotated_file_is_the_standard_policy_with_every_key() throws IOException {
        Path file = Path.of("deploy", "policy.yaml");
        Policy standard = Policy.standard("USD");

        assertThat(PolicyFile.read(file)).isEqualTo(parse("currency: USD")).isEqualTo(withVersion(standard, 1));
        assertThat(Files.readString(file).lines().filter(line -> line.matches("[a-z-]+:.*")))
                .hasSize(Policy.class.getRecordComponents().length);
    }

    @Test
    void parse_given_values_reach_their_place() {
        assertThat(parse("""
                id: strict
                version: 7
                currency: EUR
                loss-share: 0.9
                loss-fee: 20
                friction-share: 0.04
                friction-fee: 1.5
                review-cost: 3
                review-catch: 0.8
                review-false-decline: 0.01
                review-slot-price: 2.5
                review-queue: night
                decline-queue: declined
                """))
                .isEqualTo(new Policy("strict", 7, "EUR", 0.9, 20, 0.04, 1.5, 3, 0.8, 0.01, 2.5, "night", "declined"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            los-fee: 3            | policy.yaml:2: los-fee is unknown; did you mean loss-fee? allowed: currency, id, version, loss-share, loss-fee, friction-share, friction-fee, review-cost, review-catch, review-false-decline, review-slot-price, review-queue, decline-queue
            loss_fee: 3           | policy.yaml:2: loss_fee is unknown; did you mean loss-fee? allowed: currency, id, version, loss-share, loss-fee, friction-share, friction-fee, review-cost, review-catch, review-false-decline, review-slot-price, review-queue, decline-queue
            loss-share: 1.5       | policy.yaml:2: loss-share is "1.5"; allowed: a number from 0.0 to 1.0
            review-cost: four     | policy.yaml:2: review-cost is "four"; allowed: a number from 0.0 to 1.0E9
            review-cost: NaN      | policy.yaml:2: review-cost is "NaN"; allowed: a number from 0.0 to 1.0E9
            version: -1           | policy.yaml:2: version is "-1"; allowed: a whole number from 0 to 2147483647
            review-queue: To Do   | policy.yaml:2: review-queue is "To Do"; allowed: 1 to 64 lower-case letters, digits, '-' and '_'
            id: a b               | policy.yaml:2: id is "a b"; allowed: 1 to 100 characters without blanks
            currency: USD         | policy.yaml:2: not YAML: Duplicate field 'currency'
            """)
    void parse_wrong_key_names_file_line_value_and_what_is_allowed(String wrong, String message) {
        assertThatThrownBy(() -> parse("currency: USD\n" + wrong))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @Test
    void parse_currency_that_is_missing_or_none_is_refused() {
        assertThatThrownBy(() -> parse("id: a")).hasMessage("policy.yaml:1: currency is missing");
        assertThatThrownBy(() -> parse("id: a\ncurrency: XX"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("policy.yaml:2: ")
                .hasMessageContaining("currency is \"XX\"")
                .hasMessageContaining("an ISO 4217 code such as USD");
    }

    @Test
    void parse_costs_on_one_side_only_are_refused() {
        assertThatThrownBy(() -> parse("currency: USD\nfriction-share: 0\nfriction-fee: 0"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("policy.yaml: ")
                .hasMessageContaining("friction-share + friction-fee must be above 0");
    }

    private static Policy parse(String text) {
        return PolicyFile.parse("policy.yaml", text, Map.<String, String>of()::get);
    }

    private static Policy withVersion(Policy p, long version) {
        return new Policy(
                p.id(),
                version,
                p.currency(),
                p.lossShare(),
                p.lossFee(),
                p.frictionShare(),
                p.frictionFee(),
                p.reviewCost(),
                p.reviewCatch(),
                p.reviewFalseDecline(),
                p.reviewSlotPrice(),
                p.reviewQueue(),
                p.declineQueue());
    }
}
