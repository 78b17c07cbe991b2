package io.weir.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The counting can fail: each thing that must not be is done once and has to be found. */
class LedgerTest {

    private final Ledger ledger = sound();

    private static Ledger sound() {
        Ledger ledger = new Ledger();
        for (String id : new String[] {"a", "b", "c"}) {
            ledger.expect(id);
            ledger.came(id, "approve " + id);
        }
        return ledger;
    }

    @Test
    void tally_of_one_for_each_has_nothing_to_report() {
        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(3, 3, 0, 0, 0));
        assertThat(ledger.missing()).isEmpty();
    }

    @Test
    void tally_of_one_that_did_not_come_has_it_lost() {
        ledger.expect("d");

        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(4, 3, 1, 0, 0));
        assertThat(ledger.missing()).containsExactly("d");
    }

    @Test
    void tally_of_one_that_came_again_equal_has_a_surplus_that_is_not_different() {
        ledger.came("b", "approve b");

        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(3, 3, 0, 1, 0));
    }

    @Test
    void tally_of_one_that_came_again_changed_has_a_surplus_that_is_different() {
        ledger.came("b", "decline b");

        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(3, 3, 0, 1, 1));
    }

    @Test
    void tally_of_one_that_nobody_sent_has_a_surplus_that_is_different() {
        ledger.came("x", "approve x");

        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(3, 3, 0, 1, 1));
    }

    @Test
    void wrong_names_what_came_with_another_content_than_expected() {
        ledger.expect("d", "UNREADABLE");
        ledger.expect("e", "SCHEMA");
        ledger.came("d", "UNREADABLE");
        ledger.came("e", "UNREADABLE");

        assertThat(ledger.wrong()).containsExactly("e");
    }

    @Test
    void wrong_ofOneWithTwoContentsToHave_isOnlyAnother() {
        for (String id : List.of("d", "e")) {
            ledger.expect(id, "review at 0.02");
            ledger.expect(id, "decline at 0.03");
            ledger.came(id, "review at 0.02");
        }
        ledger.came("d", "decline at 0.03");
        ledger.came("e", "decline at 0.04");

        assertThat(ledger.wrong()).containsExactly("e");
    }

    @Test
    void differing_compares_what_came_first_under_ids_that_both_have() {
        Ledger other = new Ledger();
        other.came("a", "approve a");
        other.came("b", "decline b");
        other.came("z", "approve z");

        assertThat(ledger.differing(other)).containsExactly("b");
        assertThat(ledger.differing(sound())).isEmpty();
    }
}
